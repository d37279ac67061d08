-- one row per period × unit × required stock cell that is missing this period and that an earlier period has: age in quarters
-- since (plan-model.md §8, HT7). Never carried forward silently
-- kept: earlier periods
select
    cell.period,
    cell.period_index,
    cell.org_unit,
    cell.data_element,
    cell.last_index,
    cell.period_index - cell.last_index as age
from made.required_cell as cell
where cell.kind = 'stock' and cell.is_due and not cell.is_filled and cell.last_index is not null
