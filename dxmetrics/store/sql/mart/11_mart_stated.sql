-- one row per unit × element × period: the value last stated in any accepted return so far;
-- a merged body that stated none has the sum of its predecessors' (plan-model.md §10)
-- kept: earlier periods
with wanted as (
    select distinct term.other as data_element
    from plan.condition_term as term
    where term.stated
),

own as (
    select
        value.org_unit,
        value.data_element,
        period.period,
        period.period_index,
        arg_max(value.number, value.period_index) as number
    from core.data_value as value
    inner join wanted on wanted.data_element = value.data_element
    inner join plan.period as period on period.period_index >= value.period_index
    where value.number is not null
    group by value.org_unit, value.data_element, period.period, period.period_index
),

inherited as (
    select
        predecessor.org_unit,
        wanted.data_element,
        period.period,
        period.period_index,
        case when count(*) = count(own.number) then sum(own.number) end as number
    from plan.predecessor as predecessor
    cross join wanted
    cross join plan.period as period
    left join own
        on own.org_unit = predecessor.predecessor
        and own.data_element = wanted.data_element
        and own.period = period.period
    group by predecessor.org_unit, wanted.data_element, period.period, period.period_index
)

select
    coalesce(own.org_unit, inherited.org_unit) as org_unit,
    coalesce(own.data_element, inherited.data_element) as data_element,
    coalesce(own.period, inherited.period) as period,
    coalesce(own.period_index, inherited.period_index) as period_index,
    coalesce(own.number, inherited.number) as number
from own
full outer join inherited
    on inherited.org_unit = own.org_unit
    and inherited.data_element = own.data_element
    and inherited.period = own.period
where coalesce(own.number, inherited.number) is not null
