-- one row per revision of the returns of some units for some periods, each unit paired with its period, oldest first
select
    revision.return_id,
    revision.revision_id,
    revision.revision,
    revision.sha256
from raw.revision as revision
inner join (
    select distinct unnest($org_units) as org_unit, unnest($periods) as period
) as wanted on wanted.org_unit = revision.org_unit and wanted.period = revision.period
order by revision.return_id, revision.revision
