-- one row per unit × period × target with a number that applies to it: how it stands against its level's line
-- (metrics.md §5, below_plan and shortfall). shortfall: points in the target's direction, counts as a percentage of the target
-- kept: earlier periods
with unit_row as (
    select
        progress.*,
        indicator.aggregation,
        indicator.judgement,
        indicator.unit,
        period.quarter,
        level_row.status as level_status
    from made.target_progress as progress
    inner join plan.indicator as indicator
        on indicator.indicator = progress.indicator
        and indicator.headline
        and indicator.judgement in ('plan', 'annual')
    inner join plan.period as period on period.period_index = progress.period_index
    cross join plan.setting as setting
    left join made.target_progress as level_row
        on level_row.indicator = progress.indicator
        and level_row.member_group = progress.member_group
        and level_row.org_unit = setting.province
        and level_row.level = progress.level
        and level_row.period_index = progress.period_index
    where progress.is_single_unit and progress.member_group = '' and progress.status <> 'not_applicable'
),

judged as (
    select
        unit_row.*,
        unit_row.not_reported > 0 as is_silent,
        unit_row.not_reported = 0
        and round(unit_row.direction * (unit_row.value - unit_row.target_value), 6) < 0
        and case
            when unit_row.aggregation = 'share_of_units'
                then
                    unit_row.level_status in ('missed', 'regressing', 'lagging', 'stagnant', 'needs_acceleration')
                    or unit_row.period_index >= unit_row.deadline_index - setting.near_deadline_quarters
            when unit_row.judgement = 'annual'
                then unit_row.quarter = 4 and round(unit_row.plan_attainment, 6) < setting.on_track
            else round(unit_row.plan_attainment, 6) < setting.on_track
        end as is_below_plan
    from unit_row
    cross join plan.setting as setting
)

select
    judged.org_unit,
    judged.level,
    judged.period,
    judged.period_index,
    judged.structure,
    judged.target,
    judged.indicator,
    judged.aggregation,
    judged.unit,
    judged.value,
    judged.target_value,
    judged.direction,
    judged.planned_now,
    judged.status,
    judged.is_silent,
    coalesce(judged.is_below_plan, false) as is_below_plan,
    coalesce(judged.is_flat and judged.aggregation <> 'share_of_units' and judged.status = 'stagnant', false) as is_stagnant,
    case
        when judged.is_silent or judged.aggregation = 'share_of_units' then 100.0
        else
            greatest(0, judged.direction * (judged.planned_now - judged.value))
            * case when judged.unit = 'count' then 100.0 / nullif(abs(judged.target_value), 0) else 1 end
    end as shortfall
from judged
