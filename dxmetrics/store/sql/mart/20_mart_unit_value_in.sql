-- one row per structure × indicator × group × period × unit in force in that structure: the unit's value in its own
-- structure's periods, and earlier periods folded onto it (metrics.md §6): counts add; a yes/no is not met if any
-- predecessor was not, else not reported if any was silent, else met, those not applicable left out.
-- is_partial: a predecessor was silent. What measures tasks has no plan line and stays in its own structure.
-- kept: earlier periods
with folded as (
    select
        fold.structure,
        fold.series,
        value.period_index,
        case
            when bool_or(value.state = 'not_met') then 'not_met'
            when bool_or(value.state = 'reported') then 'reported'
            when bool_or(value.state = 'not_reported') then 'not_reported'
            when bool_or(value.state = 'met') then 'met'
            else 'not_applicable'
        end as state,
        bool_or(value.state = 'not_reported') and count(*) > 1 as is_partial,
        count(case when value.state = 'met' then 1 end) as predecessors_met,
        count(case when value.state <> 'not_applicable' then 1 end) as predecessors,
        sum(case when value.state <> 'not_applicable' then value.numerator end) as numerator,
        sum(case when value.state <> 'not_applicable' then value.denominator end) as denominator,
        sum(case when value.state <> 'not_applicable' then value.lower_numerator end) as lower_numerator,
        sum(case when value.state <> 'not_applicable' then value.upper_numerator end) as upper_numerator,
        sum(case when value.state <> 'not_applicable' then value.bound_denominator end) as bound_denominator,
        count(case when value.state <> 'not_applicable' and value.bound_denominator is null then 1 end) as unknown_denominators,
        max(value.age) as age
    from made.unit_value as value
    inner join mart.series_fold as fold
        on fold.from_series = value.series
        and fold.structure >= value.structure
        and (fold.structure = value.structure or not fold.stays_put)
    group by fold.structure, fold.series, value.period_index
)

select
    folded.series,
    folded.structure,
    series.indicator,
    indicator.target,
    indicator.aggregation,
    series.member_group,
    period.period,
    folded.period_index,
    period.structure as period_structure,
    series.org_unit,
    series.level,
    folded.state,
    folded.is_partial,
    folded.predecessors_met,
    folded.predecessors,
    case when indicator.aggregation <> 'share_of_units' then folded.numerator end as numerator,
    case when indicator.aggregation <> 'share_of_units' then folded.denominator end as denominator,
    case when indicator.aggregation <> 'share_of_units' then folded.lower_numerator end as lower_numerator,
    case when indicator.aggregation <> 'share_of_units' then folded.upper_numerator end as upper_numerator,
    case when folded.unknown_denominators = 0 then folded.bound_denominator end as bound_denominator,
    folded.age
from folded
inner join mart.series as series on series.series = folded.series
inner join plan.indicator as indicator on indicator.indicator = series.indicator
inner join plan.period as period on period.period_index = folded.period_index
