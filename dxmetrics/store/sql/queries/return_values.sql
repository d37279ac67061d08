-- one row per typed value of some revisions
select
    value.revision_id,
    value.org_unit,
    value.data_element,
    value.number,
    value.text,
    value.not_applicable,
    value.sheet,
    value.cell
from core.revision_value as value
inner join (select unnest($revision_ids) as revision_id) as wanted on wanted.revision_id = value.revision_id
