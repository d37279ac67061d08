-- one row per revision of some returns, oldest first, with its state
select
    revision.return_id,
    revision.revision_id,
    revision.revision,
    revision.sha256,
    state.state
from raw.revision as revision
inner join core.revision_state as state on state.revision_id = revision.revision_id
where list_contains($return_ids, revision.return_id)
order by revision.return_id, revision.revision
