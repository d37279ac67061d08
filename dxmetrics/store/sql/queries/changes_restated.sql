-- one row per value that reads otherwise in the revision in force than in "then_accepted": old and new, the return, the revision
-- in force (empty: withdrawn altogether), and the last act on the return: what, by whom, when, why
with replaced as (
    select then_accepted.return_id, then_accepted.revision_id as old_revision_id, accepted.revision_id as new_revision_id
    from then_accepted
    left join core.accepted as accepted on accepted.return_id = then_accepted.return_id
    where accepted.revision_id is distinct from then_accepted.revision_id
),

value_of as (
    select replaced.return_id, 'old' as side, value.*
    from replaced
    inner join core.revision_value as value on value.revision_id = replaced.old_revision_id
    union all
    select replaced.return_id, 'new' as side, value.*
    from replaced
    inner join core.revision_value as value on value.revision_id = replaced.new_revision_id
),

paired as (
    select
        return_id,
        org_unit,
        data_element,
        max(case when side = 'old' then number end) as old_number,
        max(case when side = 'old' then text end) as old_text,
        coalesce(bool_or(not_applicable) filter (where side = 'old'), false) as old_not_applicable,
        max(case when side = 'new' then number end) as new_number,
        max(case when side = 'new' then text end) as new_text,
        coalesce(bool_or(not_applicable) filter (where side = 'new'), false) as new_not_applicable,
        max(case when side = 'new' then sheet end) as sheet,
        max(case when side = 'new' then cell end) as cell
    from value_of
    group by return_id, org_unit, data_element
),

last_act as (
    select
        revision.return_id,
        max(event.happened_at) as at,
        arg_max(event.event, event.event_id) as event,
        arg_max(event.actor, event.event_id) as actor,
        arg_max(event.reason, event.event_id) as reason
    from raw.revision_event as event
    inner join raw.revision as revision on revision.revision_id = event.revision_id
    cross join core.clock as clock
    where event.event in ('accepted', 'withdrawn') and event.happened_at <= clock.known_until
    group by revision.return_id
)

select
    'restated' as kind,
    paired.org_unit,
    unit.code,
    unit.name_vi,
    unit.name_en,
    unit.level,
    older.period,
    paired.data_element,
    element.value_type,
    coalesce(element.personal, false) as personal,
    paired.old_number,
    paired.old_text,
    paired.old_not_applicable,
    paired.new_number,
    paired.new_text,
    paired.new_not_applicable,
    paired.return_id,
    newer.revision,
    coalesce(newer.file_name, older.file_name) as file,
    coalesce(newer.received_by, older.received_by) as received_by,
    last_act.event,
    last_act.actor as by,
    last_act.at,
    last_act.reason,
    paired.sheet,
    paired.cell
from paired
inner join replaced on replaced.return_id = paired.return_id
inner join raw.revision as older on older.revision_id = replaced.old_revision_id
left join raw.revision as newer on newer.revision_id = replaced.new_revision_id
inner join last_act on last_act.return_id = paired.return_id
inner join plan.org_unit as unit on unit.org_unit = paired.org_unit
left join plan.data_element as element on element.data_element = paired.data_element
where
    paired.old_number is distinct from paired.new_number
    or paired.old_text is distinct from paired.new_text
    or paired.old_not_applicable <> paired.new_not_applicable
order by older.period, paired.return_id, paired.org_unit, paired.data_element
