-- one row per structure × indicator × group × period × unit in force in that structure: the unit's value in its own
-- structure's periods, and earlier periods folded onto it (metrics.md §6): counts add; a yes/no is not met if any
-- predecessor was not, else not reported if any was silent, else met, those not applicable left out.
-- is_partial: a predecessor was silent. What measures tasks has no plan line and stays in its own structure.
-- kept: earlier periods
with placed as (
    select
        fold.structure,
        fold.org_unit,
        value.structure as period_structure,
        value.* exclude (structure, org_unit)
    from made.unit_value as value
    inner join plan.fold as fold on fold.from_unit = value.org_unit and fold.structure >= value.structure
    inner join plan.org_unit as unit on unit.org_unit = fold.org_unit and unit.level = value.level
    left join plan.task_measure as measure on measure.indicator = value.indicator and measure.is_own
    where measure.indicator is null or fold.structure = value.structure
),

folded as (
    select
        structure,
        indicator,
        target,
        aggregation,
        member_group,
        period,
        period_index,
        period_structure,
        org_unit,
        level,
        case
            when bool_or(state = 'not_met') then 'not_met'
            when bool_or(state = 'reported') then 'reported'
            when bool_or(state = 'not_reported') then 'not_reported'
            when bool_or(state = 'met') then 'met'
            else 'not_applicable'
        end as state,
        bool_or(state = 'not_reported') and count(*) > 1 as is_partial,
        count(case when state = 'met' then 1 end) as predecessors_met,
        count(case when state <> 'not_applicable' then 1 end) as predecessors,
        sum(case when state <> 'not_applicable' then numerator end) as numerator,
        sum(case when state <> 'not_applicable' then denominator end) as denominator,
        sum(case when state <> 'not_applicable' then lower_numerator end) as lower_numerator,
        sum(case when state <> 'not_applicable' then upper_numerator end) as upper_numerator,
        sum(case when state <> 'not_applicable' then bound_denominator end) as bound_denominator,
        count(case when state <> 'not_applicable' and bound_denominator is null then 1 end) as unknown_denominators,
        max(age) as age
    from placed
    group by structure, indicator, target, aggregation, member_group, period, period_index, period_structure, org_unit, level
)

select
    folded.structure,
    folded.indicator,
    folded.target,
    folded.aggregation,
    folded.member_group,
    folded.period,
    folded.period_index,
    folded.period_structure,
    folded.org_unit,
    folded.level,
    folded.state,
    folded.is_partial,
    folded.predecessors_met,
    folded.predecessors,
    case when folded.aggregation <> 'share_of_units' then folded.numerator end as numerator,
    case when folded.aggregation <> 'share_of_units' then folded.denominator end as denominator,
    case when folded.aggregation <> 'share_of_units' then folded.lower_numerator end as lower_numerator,
    case when folded.aggregation <> 'share_of_units' then folded.upper_numerator end as upper_numerator,
    case when folded.unknown_denominators = 0 then folded.bound_denominator end as bound_denominator,
    folded.age
from folded
