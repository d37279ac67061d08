-- ratio, sum and latest: one row per series of a unit of the population × period: what it reported this period.
-- Half a pair counts as not reported; a group that is not applicable falls away.
-- known_denominator: the denominator where it was given, whatever became of the numerator
-- kept: earlier periods
with side as (
    select
        asked.series,
        asked.period_index,
        asked.part_group,
        asked.side,
        count(value.number) = count(*) as is_complete,
        bool_or(coalesce(value.not_applicable, false)) as is_not_applicable,
        sum(value.number) as total
    from mart.asked_part as asked
    left join made.data_value as value
        on value.org_unit = asked.org_unit
        and value.period_index = asked.period_index
        and value.data_element = asked.data_element
    group by asked.series, asked.period_index, asked.part_group, asked.side
),

pair as (
    select
        series,
        period_index,
        part_group,
        bool_and(is_complete) as is_complete,
        bool_or(is_not_applicable) as is_not_applicable,
        coalesce(bool_and(is_complete) filter (where side = 'denominator'), false) as has_denominator,
        sum(case when side = 'numerator' then total end) as numerator,
        sum(case when side = 'denominator' then total end) as denominator
    from side
    group by series, period_index, part_group
)

select
    series,
    period_index,
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
group by series, period_index
