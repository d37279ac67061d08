-- one row per period × unit × element that its return must fill: whether the return is in force, whether the cell is filled
-- (not applicable counts), and the last earlier period in which a value of the unit or of one it carries on was accepted. What
-- is asked once is required until it was stated
-- kept: earlier periods
select
    asked.period,
    period.period_index,
    asked.reporter,
    asked.org_unit,
    asked.data_element,
    element.kind,
    reporting.state = 'accepted' as is_accepted,
    reporting.is_due or reporting.state = 'accepted' as is_due,
    count(value.data_element) > 0 as is_filled,
    max(earlier.period_index) as last_index
from plan.asked as asked
inner join plan.period as period on period.period = asked.period
inner join plan.data_element as element on element.data_element = asked.data_element
inner join mart.reporting as reporting on reporting.org_unit = asked.reporter and reporting.period = asked.period
left join made.data_value as value
    on value.org_unit = asked.org_unit and value.period = asked.period and value.data_element = asked.data_element
inner join plan.fold as fold on fold.structure = period.structure and fold.org_unit = asked.org_unit
left join core.data_value as earlier
    on earlier.org_unit = fold.from_unit
    and earlier.data_element = asked.data_element
    and earlier.period_index < period.period_index
where asked.required
group by
    asked.period, period.period_index, asked.reporter, asked.org_unit, asked.data_element, element.kind, reporting.state,
    reporting.is_due
having element.kind <> 'once' or max(earlier.period_index) is null
