-- one row per typed value of one revision
select
    value.org_unit,
    value.data_element,
    value.number,
    value.text,
    value.not_applicable,
    value.sheet,
    value.cell
from core.revision_value as value
where value.revision_id = $revision_id
