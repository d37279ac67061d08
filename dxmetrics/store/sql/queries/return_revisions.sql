-- one row per revision of a return, oldest first, with its state
select
    revision.revision_id,
    revision.revision,
    revision.sha256,
    state.state
from raw.revision as revision
inner join core.revision_state as state on state.revision_id = revision.revision_id
where revision.return_id = $return_id
order by revision.revision
