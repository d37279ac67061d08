-- one row per accepted data value of one period, with the cell it was typed in
select
    value.org_unit,
    unit.code,
    unit.name_vi,
    unit.name_en,
    unit.level,
    value.period,
    value.data_element,
    element.value_type,
    coalesce(element.personal, false) as personal,
    value.number,
    value.text,
    value.not_applicable,
    value.note,
    value.return_id,
    value.revision,
    revision.file_name,
    value.sheet,
    value.cell
from core.data_value as value
inner join plan.org_unit as unit on unit.org_unit = value.org_unit
inner join raw.revision as revision on revision.revision_id = value.revision_id
left join plan.data_element as element on element.data_element = value.data_element
where value.period = $period
order by value.return_id, value.org_unit, value.sheet, value.cell, value.data_element
