-- one row per unit × element × period: the value last stated in any accepted return so far, by the unit since the structure
-- began, else what it brought into it (mart.inherited_stated; plan-model.md §10)
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
    inner join plan.period as said on said.period_index = value.period_index
    inner join plan.period as period on period.period_index >= value.period_index and period.structure = said.structure
    where value.number is not null
    group by value.org_unit, value.data_element, period.period, period.period_index
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
