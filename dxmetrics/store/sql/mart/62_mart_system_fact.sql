-- one row per system-made indicator × period × unit: its share of numerator and denominator (plan-model.md §8); age: quarters,
-- summed over stale cells
-- kept: earlier periods
with returned as (
    select reporting.*, period.period_index
    from mart.reporting as reporting
    inner join plan.period as period on period.period = reporting.period
)

select 'HT1' as indicator, period, period_index, org_unit, cast(state in ('accepted', 'pending') as integer) as numerator,
    1 as denominator, 0 as age, 0 as oldest
from returned
union all
select 'HT2', period, period_index, org_unit, cast(coalesce(received_at <= due_at, false) as integer), 1, 0, 0
from returned
union all
select 'HT3', period, period_index, org_unit, count(case when is_filled then 1 end), count(*), 0, 0
from made.required_cell
where is_accepted
group by period, period_index, org_unit
union all
select 'HT4', returned.period, returned.period_index, returned.org_unit, cast(first_file.first_event <> 'rejected' as integer), 1,
    0, 0
from returned
inner join core.first_file as first_file
    on first_file.org_unit = returned.org_unit and first_file.period = returned.period
union all
select 'HT5', period, period_index, org_unit, count(case when has_document then 1 end), count(*), 0, 0
from made.evidence
group by period, period_index, org_unit
union all
select 'HT6', due.period, due.period_index, due.org_unit, cast(count(lagging.reason) > 0 as integer), 1, 0, 0
from mart.unit_due as due
left join made.reason as lagging
    on lagging.org_unit = due.org_unit and lagging.period_index = due.period_index and lagging.is_headline
group by due.period, due.period_index, due.org_unit
union all
select 'HT7', cell.period, cell.period_index, cell.org_unit, count(stale.age), count(*), coalesce(sum(stale.age), 0),
    coalesce(max(stale.age), 0)
from made.required_cell as cell
left join made.stale_value as stale
    on stale.period_index = cell.period_index and stale.org_unit = cell.org_unit and stale.data_element = cell.data_element
where cell.kind = 'stock' and cell.is_due
group by cell.period, cell.period_index, cell.org_unit
