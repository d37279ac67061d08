-- one row per revision a unit sent that has no typed values: it was rejected, and nobody knows which of its cells name persons
select revision.revision_id
from raw.revision as revision
where
    revision.org_unit = $org_unit
    and revision.revision_id not in (select value.revision_id from core.revision_value as value)
