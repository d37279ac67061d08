-- one row per revision of a batch that is accepted or pending, newest first: what undoing the batch withdraws
select
    revision.revision_id,
    revision.return_id,
    revision.org_unit,
    revision.period,
    revision.revision,
    revision.file_name,
    state.state
from raw.revision as revision
inner join core.revision_state as state on state.revision_id = revision.revision_id
where revision.batch_id = $batch_id and state.state in ('accepted', 'pending')
order by revision.revision_id desc
