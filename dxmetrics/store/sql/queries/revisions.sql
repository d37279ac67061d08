-- one row per file sent in, the newest first: whose return, which revision, its state now, who sent it and when, how many
-- errors, warnings and notes it has, and what last happened to it. is_in_force: it is the one that counts. Filters that are
-- null let everything through; a file that did not say whose it is has no return
with last_event as (
    select
        event.revision_id,
        max(event.happened_at) as happened_at,
        arg_max(event.actor, event.event_id) as actor,
        arg_max(event.reason, event.event_id) as reason
    from raw.revision_event as event
    group by event.revision_id
),

counted as (
    select
        finding.revision_id,
        count(case when finding.severity = 'error' then 1 end) as errors,
        count(case when finding.severity = 'warning' then 1 end) as warnings,
        count(case when finding.severity = 'note' then 1 end) as notes
    from raw.finding as finding
    group by finding.revision_id
)

select
    revision.revision_id,
    revision.return_id,
    revision.org_unit,
    unit.code,
    unit.name_vi,
    unit.name_en,
    revision.form,
    revision.period,
    revision.revision,
    state.state,
    accepted.revision_id is not null as is_in_force,
    revision.received_at,
    revision.received_by,
    revision.file_name as file,
    revision.sha256,
    revision.batch_id,
    coalesce(counted.errors, 0) as errors,
    coalesce(counted.warnings, 0) as warnings,
    coalesce(counted.notes, 0) as notes,
    last_event.happened_at,
    last_event.actor,
    last_event.reason
from raw.revision as revision
inner join core.revision_state as state on state.revision_id = revision.revision_id
inner join last_event as last_event on last_event.revision_id = revision.revision_id
left join counted as counted on counted.revision_id = revision.revision_id
left join core.accepted as accepted on accepted.revision_id = revision.revision_id
left join plan.org_unit as unit on unit.org_unit = revision.org_unit
where
    ($period is null or revision.period = $period)
    and ($return_id is null or revision.return_id = $return_id)
    and ($batch_id is null or revision.batch_id = $batch_id)
order by revision.revision_id desc
