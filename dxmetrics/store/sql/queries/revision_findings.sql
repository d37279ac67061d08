-- one row per finding of one revision, in the order they were found
select
    finding.code,
    finding.severity,
    finding.sheet,
    finding.cell,
    finding.found,
    finding.params
from raw.finding as finding
where finding.revision_id = $revision_id
order by finding.position
