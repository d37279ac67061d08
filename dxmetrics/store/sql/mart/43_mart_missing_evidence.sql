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
    evidence.org_unit,
    evidence.period,
    evidence.period_index,
    evidence.data_element,
    coalesce(read_by.target, '') as target,
    evidence.return_id,
    evidence.sheet,
    evidence.cell
from made.evidence as evidence
left join read_by on read_by.data_element = evidence.data_element
where not evidence.has_document
