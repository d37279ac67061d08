-- one row per return in force: the highest revision that is accepted and not withdrawn
select
    revision.return_id,
    revision.org_unit as reporter,
    revision.form,
    revision.period,
    max(revision.revision) as revision,
    arg_max(revision.revision_id, revision.revision) as revision_id
from raw.revision as revision
inner join core.revision_state as state on state.revision_id = revision.revision_id
where state.state = 'accepted'
group by revision.return_id, revision.org_unit, revision.form, revision.period
