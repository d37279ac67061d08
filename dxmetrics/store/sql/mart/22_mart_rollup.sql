-- one row per structure × area × indicator × group × org unit × level × period: units of the level that are the org unit or
-- lie under it, counted and summed. Percent for shares and ratios.
-- kept: earlier periods
with counted as (
    select
        above.above as series,
        area.structure,
        area.area,
        value.period_index,
        count(case when value.state <> 'not_applicable' then 1 end) as units,
        count(case when value.state = 'met' then 1 end) as met,
        count(case when value.state = 'not_met' then 1 end) as not_met,
        count(case when value.state = 'not_reported' then 1 end) as not_reported,
        count(case when value.state = 'not_applicable' then 1 end) as not_applicable,
        count(case when value.is_partial then 1 end) as partial_units,
        sum(value.numerator) as numerator,
        sum(value.denominator) as denominator,
        sum(case when value.state <> 'not_applicable' then value.lower_numerator end) as lower_numerator,
        sum(case when value.state <> 'not_applicable' then value.upper_numerator end) as upper_numerator,
        sum(case when value.state <> 'not_applicable' then value.bound_denominator end) as bound_denominator,
        count(case when value.state <> 'not_applicable' and value.bound_denominator is null then 1 end) as unknown_denominators,
        max(value.age) as carried_age
    from made.unit_value_in as value
    inner join mart.area as area
        on area.structure = value.structure and area.series = value.series and area.area <= value.period_structure
    inner join mart.series_above as above on above.series = value.series
    group by above.above, area.structure, area.area, value.period_index
)

select
    counted.series,
    counted.structure,
    counted.area,
    series.indicator,
    series.member_group,
    series.org_unit,
    series.level,
    period.period,
    counted.period_index,
    period.structure as period_structure,
    counted.units,
    case when indicator.aggregation = 'share_of_units' then counted.met end as met,
    case when indicator.aggregation = 'share_of_units' then counted.not_met end as not_met,
    counted.not_reported,
    counted.not_applicable,
    counted.partial_units,
    counted.carried_age,
    case when indicator.aggregation = 'share_of_units' then counted.met else counted.numerator end as numerator,
    case when indicator.aggregation = 'share_of_units' then counted.units else counted.denominator end as denominator,
    100.0 * (counted.units - counted.not_reported) / nullif(counted.units, 0) as reported_share,
    case
        when indicator.aggregation = 'share_of_units' and counted.met + counted.not_met > 0
            then 100.0 * counted.met / counted.units
        when indicator.aggregation = 'sum' then cast(counted.numerator as double)
        when indicator.aggregation in ('ratio', 'latest')
            then 100 * cast(counted.numerator as double) / nullif(cast(counted.denominator as double), 0)
    end as value,
    case
        when indicator.aggregation = 'share_of_units' then 100.0 * counted.met / nullif(counted.units, 0)
        when indicator.aggregation = 'sum' then cast(counted.numerator as double)
        when indicator.part_of_whole and counted.unknown_denominators = 0
            then 100 * cast(counted.lower_numerator as double) / nullif(cast(counted.bound_denominator as double), 0)
    end as lower,
    case
        when indicator.aggregation = 'share_of_units'
            then 100.0 * (counted.met + counted.not_reported) / nullif(counted.units, 0)
        when indicator.part_of_whole and indicator.aggregation <> 'sum' and counted.unknown_denominators = 0
            then 100 * cast(counted.upper_numerator as double) / nullif(cast(counted.bound_denominator as double), 0)
    end as upper
from counted
inner join mart.series as series on series.series = counted.series
inner join plan.indicator as indicator on indicator.indicator = series.indicator
inner join plan.period as period on period.period_index = counted.period_index
