-- at most one row: a revision by its return and number (null: the newest that is $state), with its state and where it belongs
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
where
    revision.return_id = $return_id
    and (revision.revision = $revision or ($revision is null and state.state = $state))
order by revision.revision desc
limit 1
