-- one row per row of indicator_value: its plan line (metrics.md §3). A single unit is judged against its level's line: its
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
    from mart.indicator_value as row_
    inner join plan.indicator as indicator on indicator.indicator = row_.indicator
    inner join plan.period as period on period.period_index = row_.period_index
    cross join plan.setting as setting
    inner join mart.baseline as baseline
        on baseline.indicator = row_.indicator
        and baseline.member_group = row_.member_group
        and baseline.org_unit = row_.org_unit
        and baseline.level = row_.level
        and baseline.period_index = row_.period_index
    left join mart.baseline as province
        on province.indicator = row_.indicator
        and province.member_group = row_.member_group
        and province.org_unit = setting.province
        and province.level = row_.level
        and province.period_index = row_.period_index
),

placed as (
    select
        target.*,
        least(
            greatest((target.period_index - target.line_index) / nullif(cast(target.deadline_index - target.line_index as double), 0), 0),
            1
        ) as elapsed
    from target
)

select
    placed.*,
    case
        when placed.judgement = 'tracking' then null
        when placed.period_index >= placed.deadline_index then placed.target_value
        when placed.line_baseline is null then null
        when round(placed.direction * (placed.line_baseline - placed.target_value), 6) >= 0 then placed.target_value
        when placed.deadline_index <= placed.line_index then null
        else placed.line_baseline + placed.elapsed * (placed.target_value - placed.line_baseline)
    end as planned_now
from placed
