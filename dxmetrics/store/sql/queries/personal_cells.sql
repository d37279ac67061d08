-- one row per cell in which a revision of a unit's return names a person: the value's own cell
select distinct
    value.revision_id,
    value.sheet,
    value.cell
from core.revision_value as value
inner join plan.data_element as element on element.data_element = value.data_element
where element.personal and value.org_unit = $org_unit
