-- one row per value that differs between two revisions of a return, by unit and data element: what the old one said and what
-- the new one says, with the cell of the new one (of the old one where it is gone). A revision that is null says nothing
with before as (
    select value.*
    from core.revision_value as value
    where value.revision_id = $old
),

after as (
    select value.*
    from core.revision_value as value
    where value.revision_id = $new
)

select
    coalesce(after.org_unit, before.org_unit) as org_unit,
    coalesce(after.data_element, before.data_element) as data_element,
    coalesce(element.value_type, '') as value_type,
    coalesce(element.personal, false) as personal,
    before.revision_id is not null as was_stated,
    before.number as old_number,
    before.text as old_text,
    coalesce(before.not_applicable, false) as old_not_applicable,
    after.revision_id is not null as is_stated,
    after.number as new_number,
    after.text as new_text,
    coalesce(after.not_applicable, false) as new_not_applicable,
    coalesce(after.sheet, before.sheet) as sheet,
    coalesce(after.cell, before.cell) as cell
from before
full outer join after on after.org_unit = before.org_unit and after.data_element = before.data_element
left join plan.data_element as element on element.data_element = coalesce(after.data_element, before.data_element)
where
    before.revision_id is null
    or after.revision_id is null
    or before.number is distinct from after.number
    or before.text is distinct from after.text
    or before.not_applicable is distinct from after.not_applicable
order by org_unit, data_element
