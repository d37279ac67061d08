-- one row per structure × area × indicator × group × org unit × level × period: units of the level that are the org unit or
-- lie under it, counted and summed. Level "all" only for bodies that have units under them. Percent for shares and ratios.
-- kept: earlier periods
with placed as (
    select
        value.structure,
        area.area,
        value.indicator,
        value.aggregation,
        value.member_group,
        value.period,
        value.period_index,
        value.period_structure,
        ancestor.ancestor as org_unit,
        value.level,
        value.state,
        value.is_partial,
        value.numerator,
        value.denominator,
        value.lower_numerator,
        value.upper_numerator,
        value.bound_denominator,
        value.age
    from made.unit_value_in as value
    inner join mart.area as area
        on area.structure = value.structure
        and area.area <= value.period_structure
        and area.indicator = value.indicator
        and area.member_group = value.member_group
        and area.org_unit = value.org_unit
    inner join plan.ancestor as ancestor on ancestor.org_unit = value.org_unit
),

levelled as (
    select placed.* from placed
    union all
    select placed.* replace ('all' as level)
    from placed
    inner join plan.org_unit as unit on unit.org_unit = placed.org_unit and unit.level in ('province', 'district')
),

counted as (
    select
        structure,
        area,
        indicator,
        aggregation,
        member_group,
        org_unit,
        level,
        period,
        period_index,
        period_structure,
        count(case when state <> 'not_applicable' then 1 end) as units,
        count(case when state = 'met' then 1 end) as met,
        count(case when state = 'not_met' then 1 end) as not_met,
        count(case when state = 'not_reported' then 1 end) as not_reported,
        count(case when state = 'not_applicable' then 1 end) as not_applicable,
        count(case when is_partial then 1 end) as partial_units,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
        sum(case when state <> 'not_applicable' then lower_numerator end) as lower_numerator,
        sum(case when state <> 'not_applicable' then upper_numerator end) as upper_numerator,
        sum(case when state <> 'not_applicable' then bound_denominator end) as bound_denominator,
        count(case when state <> 'not_applicable' and bound_denominator is null then 1 end) as unknown_denominators,
        max(age) as carried_age
    from levelled
    group by
        structure, area, indicator, aggregation, member_group, org_unit, level, period, period_index, period_structure
)

select
    counted.structure,
    counted.area,
    counted.indicator,
    counted.member_group,
    counted.org_unit,
    counted.level,
    counted.period,
    counted.period_index,
    counted.period_structure,
    counted.units,
    case when counted.aggregation = 'share_of_units' then counted.met end as met,
    case when counted.aggregation = 'share_of_units' then counted.not_met end as not_met,
    counted.not_reported,
    counted.not_applicable,
    counted.partial_units,
    counted.carried_age,
    case when counted.aggregation = 'share_of_units' then counted.met else counted.numerator end as numerator,
    case when counted.aggregation = 'share_of_units' then counted.units else counted.denominator end as denominator,
    100.0 * (counted.units - counted.not_reported) / nullif(counted.units, 0) as reported_share,
    case
        when counted.aggregation = 'share_of_units' and counted.met + counted.not_met > 0
            then 100.0 * counted.met / counted.units
        when counted.aggregation = 'sum' then cast(counted.numerator as double)
        when counted.aggregation in ('ratio', 'latest')
            then 100 * cast(counted.numerator as double) / nullif(cast(counted.denominator as double), 0)
    end as value,
    case
        when counted.aggregation = 'share_of_units' then 100.0 * counted.met / nullif(counted.units, 0)
        when counted.aggregation = 'sum' then cast(counted.numerator as double)
        when indicator.part_of_whole and counted.unknown_denominators = 0
            then 100 * cast(counted.lower_numerator as double) / nullif(cast(counted.bound_denominator as double), 0)
    end as lower,
    case
        when counted.aggregation = 'share_of_units'
            then 100.0 * (counted.met + counted.not_reported) / nullif(counted.units, 0)
        when indicator.part_of_whole and counted.aggregation <> 'sum' and counted.unknown_denominators = 0
            then 100 * cast(counted.upper_numerator as double) / nullif(cast(counted.bound_denominator as double), 0)
    end as upper
from counted
inner join plan.indicator as indicator on indicator.indicator = counted.indicator
