-- one row per unit × element × period: the value last stated in any accepted return so far, by the unit since the structure
-- began, else what it brought into it (mart.inherited_stated; plan-model.md §10)
-- kept: earlier periods
-- what is compared with later, picked out first: a few elements of all
with said as materialized (
    select value.org_unit, value.data_element, value.period_index, value.number
    from core.data_value as value
    where
        value.number is not null
        and value.data_element in (select term.other from plan.condition_term as term where term.stated)
),

own as (
    select
        said.org_unit,
        said.data_element,
        period.period,
        period.period_index,
        arg_max(said.number, said.period_index) as number
    from said
    inner join plan.period as then_ on then_.period_index = said.period_index
    inner join plan.period as period on period.period_index >= said.period_index and period.structure = then_.structure
    group by said.org_unit, said.data_element, period.period, period.period_index
)

select own.org_unit, own.data_element, own.period, own.period_index, own.number
from own
union all
select inherited.org_unit, inherited.data_element, period.period, period.period_index, inherited.number
from mart.inherited_stated as inherited
inner join plan.period as period on period.structure = inherited.structure
left join own
    on own.org_unit = inherited.org_unit
    and own.data_element = inherited.data_element
    and own.period = period.period
where own.org_unit is null
