-- one row per org unit, period and data element of the return in force, with the cell it was typed in
-- kept: earlier periods
select
    value.org_unit,
    accepted.period,
    period.period_index,
    value.data_element,
    value.number,
    value.text,
    value.not_applicable,
    value.note,
    accepted.return_id,
    accepted.revision,
    accepted.revision_id,
    accepted.reporter,
    value.sheet,
    value.cell
from core.revision_value as value
inner join core.accepted as accepted on accepted.revision_id = value.revision_id
inner join plan.period as period on period.period = accepted.period
