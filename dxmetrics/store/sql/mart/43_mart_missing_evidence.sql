-- one row per unit × period × element whose yes or count asks for a document that is not there (metrics.md §5, HT5).
-- target: the target that reads the element, empty where none does
-- kept: earlier periods
with read_by as (
    select term.data_element, min(indicator.target) as target
    from plan.condition_term as term
    inner join plan.indicator as indicator on indicator.indicator = term.indicator and indicator.headline
    group by term.data_element
)

select
    value.org_unit,
    value.period,
    value.period_index,
    value.data_element,
    coalesce(read_by.target, '') as target,
    value.return_id,
    value.sheet,
    value.cell
from core.data_value as value
inner join plan.data_element as element
    on element.data_element = value.data_element
    and element.document_required
left join core.data_value as document
    on document.org_unit = value.org_unit
    and document.period_index = value.period_index
    and document.data_element = element.document
left join read_by on read_by.data_element = value.data_element
where document.data_element is null and (value.number > 0 or (element.value_type = 'enum' and value.text <> 'none'))
