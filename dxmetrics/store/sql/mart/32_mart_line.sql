-- one row per row of indicator_value: its plan line (metrics.md §3), straight or through the target's milestones. A single unit is judged against its level's line: its
-- plan_baseline is the province's for that level; progress_share, pace and regressing use its own first value.
-- Counts have no common scale, so a unit's count keeps its own line.
-- kept: earlier periods
with target as (
    select
        row_.*,
        indicator.judgement,
        indicator.aggregation,
        indicator.direction,
        indicator.unit,
        indicator.each_level,
        indicator.part_of_whole and indicator.aggregation <> 'sum' as has_bounds,
        baseline.baseline_index as own_baseline_index,
        baseline.baseline as own_baseline,
        baseline.is_stated,
        baseline.comparable_value,
        baseline.comparable_lower,
        baseline.comparable_upper,
        baseline.comparable_units,
        case
            when row_.is_single_unit and indicator.aggregation <> 'sum' then province.baseline_index
            else baseline.baseline_index
        end as line_index,
        case
            when row_.is_single_unit and indicator.aggregation <> 'sum' then province.baseline
            else baseline.baseline
        end as line_baseline,
        case when indicator.judgement = 'guardrail' then baseline.baseline else indicator.target_value end as target_value,
        case when indicator.judgement = 'annual' then 4 * period.year + 4 else indicator.deadline_index end as deadline_index,
        period.quarter
    from made.indicator_value as row_
    inner join plan.indicator as indicator on indicator.indicator = row_.indicator
    inner join plan.period as period on period.period_index = row_.period_index
    inner join made.baseline as baseline
        on baseline.series = row_.series
        and baseline.period_index = row_.period_index
    left join made.baseline as province
        on province.series = row_.province_series
        and province.period_index = row_.period_index
),

-- the milestones that bend the line: between its start and the deadline, and not behind what the baseline already has
bend as (
    select
        target.series,
        target.period_index,
        arg_max(milestone.value, milestone.period_index) filter (where milestone.period_index <= target.period_index) as from_value,
        max(milestone.period_index) filter (where milestone.period_index <= target.period_index) as from_index,
        arg_min(milestone.value, milestone.period_index) filter (where milestone.period_index > target.period_index) as to_value,
        min(milestone.period_index) filter (where milestone.period_index > target.period_index) as to_index
    from target
    inner join plan.milestone as milestone
        on milestone.indicator = target.indicator
        and milestone.period_index > target.line_index
        and milestone.period_index < target.deadline_index
        and round(target.direction * (milestone.value - target.line_baseline), 6) >= 0
    group by target.series, target.period_index
),

stretch as (
    select
        target.*,
        coalesce(bend.from_index, target.line_index) as from_index,
        coalesce(bend.from_value, target.line_baseline) as from_value,
        coalesce(bend.to_index, target.deadline_index) as to_index,
        coalesce(bend.to_value, target.target_value) as to_value
    from target
    left join bend
        on bend.series = target.series
        and bend.period_index = target.period_index
),

placed as (
    select
        target.* exclude (from_index, from_value, to_index, to_value),
        target.from_value
        + least(
            greatest((target.period_index - target.from_index) / nullif(cast(target.to_index - target.from_index as double), 0), 0), 1
        ) * (target.to_value - target.from_value) as point_on_line,
        least(
            greatest((target.period_index - target.line_index) / nullif(cast(target.deadline_index - target.line_index as double), 0), 0),
            1
        ) as elapsed
    from stretch as target
)

select
    placed.* exclude (point_on_line),
    case
        when placed.judgement = 'tracking' then null
        when placed.period_index >= placed.deadline_index then placed.target_value
        when placed.line_baseline is null then null
        when round(placed.direction * (placed.line_baseline - placed.target_value), 6) >= 0 then placed.target_value
        when placed.deadline_index <= placed.line_index then null
        else placed.point_on_line
    end as planned_now
from placed
