-- one row per required stock cell that is missing in one period and that an earlier one has, the oldest first
select
    stale.org_unit,
    unit.code,
    unit.name_vi,
    unit.name_en,
    unit.level,
    stale.period,
    stale.data_element,
    last.period as last_period,
    stale.age
from mart.stale_value as stale
inner join plan.org_unit as unit on unit.org_unit = stale.org_unit
inner join plan.period as last on last.period_index = stale.last_index
where stale.period = $period
order by stale.age desc, stale.org_unit, stale.data_element
