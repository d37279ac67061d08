-- one row per revision of every return that ever stated this data element of this org unit in this period, newest first:
-- what the revision said (nothing where it left the cell out or was rejected), in which file and cell, word for word,
-- who sent it and when, when and by whom it was accepted, and whether it is the one that counts
with stating as (
    select distinct revision.return_id
    from core.revision_value as value
    inner join raw.revision as revision on revision.revision_id = value.revision_id
    where value.org_unit = $org_unit and value.data_element = $data_element and revision.period = $period
),

acceptance as (
    select
        event.revision_id,
        max(event.happened_at) as accepted_at,
        arg_max(event.actor, event.event_id) as accepted_by
    from raw.revision_event as event
    where event.event = 'accepted'
    group by event.revision_id
)

select
    revision.return_id,
    revision.org_unit as reporter,
    revision.revision,
    state.state,
    accepted.revision_id is not null as is_in_force,
    element.value_type,
    coalesce(element.personal, false) as personal,
    value.revision_id is not null as is_stated,
    value.number,
    value.text,
    coalesce(value.not_applicable, false) as not_applicable,
    value.note,
    revision.file_name,
    revision.sha256,
    value.sheet,
    value.cell,
    list_filter(from_json(sheet.cells, '[["VARCHAR"]]'), lambda item: item[1] = value.cell)[1][3] as verbatim,
    revision.received_by,
    revision.received_at,
    acceptance.accepted_at,
    acceptance.accepted_by
from stating as stating
inner join raw.revision as revision on revision.return_id = stating.return_id
inner join core.revision_state as state on state.revision_id = revision.revision_id
left join core.accepted as accepted on accepted.revision_id = revision.revision_id
left join acceptance as acceptance on acceptance.revision_id = revision.revision_id
left join core.revision_value as value
    on value.revision_id = revision.revision_id and value.org_unit = $org_unit and value.data_element = $data_element
left join raw.sheet as sheet on sheet.revision_id = value.revision_id and sheet.sheet = value.sheet
left join plan.data_element as element on element.data_element = $data_element
order by revision.return_id, revision.revision desc
