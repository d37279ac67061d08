-- one row per unit × period × element whose yes or count asks for a document (plan-model.md §8, HT5); has_document: it is there
-- kept: earlier periods
select
    value.org_unit,
    value.period,
    value.period_index,
    value.data_element,
    value.return_id,
    value.sheet,
    value.cell,
    document.data_element is not null as has_document
from made.data_value as value
inner join plan.data_element as element
    on element.data_element = value.data_element
    and element.document_required
left join made.data_value as document
    on document.org_unit = value.org_unit
    and document.period_index = value.period_index
    and document.data_element = element.document
where value.number > 0 or (element.value_type = 'enum' and value.text <> 'none')
