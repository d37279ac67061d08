-- one row per thing that ever happened: to a revision (rejected | pending | accepted | withdrawn), to a period
-- (frozen | unfrozen | exception) or in its paper trail (request | extension | letter | answered | forwarded | taken_back; with
-- number and date of the letter, the deadline, what was taken back), or to accounts and files (access.event), the newest first. is_in_force: the revision it happened to counts now; is_restatement: it
-- changed a frozen period. Filters that are null let everything through
with happened as (
    select
        event.happened_at,
        1 as source,
        event.event_id,
        event.event,
        event.actor,
        event.reason,
        revision.return_id,
        revision.org_unit,
        revision.form,
        revision.period,
        revision.revision,
        revision.file_name,
        revision.sha256,
        revision.received_at,
        revision.received_by,
        revision.batch_id,
        accepted.revision_id is not null as is_in_force,
        restatement.revision_event_id is not null as is_restatement,
        exception.reason as exception_reason,
        null as document_kind,
        null as document_number,
        null as document_date,
        null as deadline,
        null as recipient,
        null as took_back
    from raw.revision_event as event
    inner join raw.revision as revision on revision.revision_id = event.revision_id
    left join core.accepted as accepted on accepted.revision_id = event.revision_id
    left join raw.restatement as restatement on restatement.revision_event_id = event.event_id
    left join raw.period_event as exception on exception.event_id = restatement.period_event_id
    union all
    select
        event.happened_at,
        2 as source,
        event.event_id,
        event.event,
        event.actor,
        event.reason,
        null as return_id,
        event.org_unit,
        null as form,
        event.period,
        null as revision,
        null as file_name,
        null as sha256,
        null as received_at,
        null as received_by,
        null as batch_id,
        false as is_in_force,
        false as is_restatement,
        null as exception_reason,
        null as document_kind,
        null as document_number,
        null as document_date,
        null as deadline,
        null as recipient,
        null as took_back
    from raw.period_event as event
    union all
    select
        event.happened_at,
        3 as source,
        event.event_id,
        event.event,
        event.actor,
        event.reason,
        null as return_id,
        event.org_unit,
        null as form,
        event.period,
        null as revision,
        null as file_name,
        null as sha256,
        null as received_at,
        null as received_by,
        null as batch_id,
        false as is_in_force,
        false as is_restatement,
        null as exception_reason,
        document.kind as document_kind,
        document.number as document_number,
        document.issued_on as document_date,
        deadline.due_at as deadline,
        nullif(answer.recipient, '') as recipient,
        undone.event as took_back
    from raw.trail_event as event
    left join raw.trail_document as document on document.event_id = event.event_id
    left join raw.trail_deadline as deadline on deadline.event_id = event.event_id and deadline.level = ''
    left join raw.trail_answer as answer on answer.event_id = event.event_id
    left join raw.trail_event as undone on undone.event_id = event.takes_back
    union all
    select
        event.happened_at,
        4 as source,
        event.event_id,
        event.event,
        event.actor,
        concat_ws(': ', nullif(event.subject, ''), nullif(event.reason, '')) as reason,
        null as return_id,
        event.org_unit,
        null as form,
        event.period,
        null as revision,
        event.file_name,
        event.sha256,
        null as received_at,
        null as received_by,
        null as batch_id,
        false as is_in_force,
        false as is_restatement,
        null as exception_reason,
        null as document_kind,
        null as document_number,
        null as document_date,
        null as deadline,
        null as recipient,
        null as took_back
    from access.event as event
)

select
    happened.happened_at,
    happened.event,
    happened.actor,
    happened.reason,
    happened.return_id,
    happened.org_unit,
    unit.code,
    unit.name_vi,
    unit.name_en,
    happened.form,
    happened.period,
    happened.revision,
    happened.file_name as file,
    happened.sha256,
    happened.received_at,
    happened.received_by,
    happened.batch_id,
    happened.is_in_force,
    happened.is_restatement,
    happened.exception_reason,
    happened.document_kind,
    happened.document_number,
    happened.document_date,
    happened.deadline,
    happened.recipient,
    happened.took_back
from happened
left join plan.org_unit as unit on unit.org_unit = happened.org_unit
where
    ($period is null or happened.period = $period)
    and ($org_unit is null or happened.org_unit = $org_unit)
    and ($return_id is null or happened.return_id = $return_id)
order by happened.happened_at desc, happened.source desc, happened.event_id desc
