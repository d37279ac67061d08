-- ratio, sum and latest: one row per indicator × group × period × unit of its population: what it reported this period.
-- Half a pair counts as not reported; a group that is not applicable falls away.
-- known_denominator: the denominator where it was given, whatever became of the numerator
-- kept: earlier periods
with side as (
    select
        population.indicator,
        population.member_group,
        population.period,
        population.period_index,
        population.org_unit,
        part.member_group as part_group,
        part.side,
        count(value.number) = count(*) as is_complete,
        bool_or(coalesce(value.not_applicable, false)) as is_not_applicable,
        sum(value.number) as total
    from mart.population as population
    inner join plan.indicator_part as part
        on part.indicator = population.indicator
        and part.level = population.level
        and (part.member_group = population.member_group or population.member_group = '')
    inner join plan.asked as asked
        on asked.period = population.period
        and asked.org_unit = population.org_unit
        and asked.data_element = part.data_element
    left join made.data_value as value
        on value.org_unit = population.org_unit
        and value.period_index = population.period_index
        and value.data_element = part.data_element
    group by
        population.indicator,
        population.member_group,
        population.period,
        population.period_index,
        population.org_unit,
        part.member_group,
        part.side
),

pair as (
    select
        indicator,
        member_group,
        period,
        period_index,
        org_unit,
        part_group,
        bool_and(is_complete) as is_complete,
        bool_or(is_not_applicable) as is_not_applicable,
        coalesce(bool_and(is_complete) filter (where side = 'denominator'), false) as has_denominator,
        sum(case when side = 'numerator' then total end) as numerator,
        sum(case when side = 'denominator' then total end) as denominator
    from side
    group by indicator, member_group, period, period_index, org_unit, part_group
)

select
    indicator,
    member_group,
    period,
    period_index,
    org_unit,
    case
        when bool_and(is_not_applicable) then 'not_applicable'
        when bool_and(is_complete or is_not_applicable) then 'reported'
        else 'not_reported'
    end as state,
    sum(case when not is_not_applicable then numerator end) as numerator,
    sum(case when not is_not_applicable then denominator end) as denominator,
    case when bool_and(has_denominator or is_not_applicable) then sum(case when not is_not_applicable then denominator end) end
        as known_denominator
from pair
group by indicator, member_group, period, period_index, org_unit
