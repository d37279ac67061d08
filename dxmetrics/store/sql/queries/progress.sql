-- rows of target_progress as the command prints them (architecture.md). scope: province | unit (every unit) | one (an org unit);
-- groups: none | only | both; "group" is empty for the whole indicator. Of period $period, or of all where that is null
select
    progress.target,
    progress.indicator,
    progress.org_unit,
    unit.code,
    unit.name_vi,
    unit.name_en,
    progress.level,
    progress.member_group as "group",
    progress.peer_group,
    progress.period,
    cast(progress.numerator as double) as numerator,
    cast(progress.denominator as double) as denominator,
    progress.value,
    progress.lower,
    progress.upper,
    progress.reported_share,
    progress.met,
    progress.not_met,
    progress.not_reported,
    progress.not_applicable,
    progress.baseline,
    cast((progress.baseline_index - 1) // 4 as varchar) || 'Q' || cast((progress.baseline_index - 1) % 4 + 1 as varchar)
        as baseline_period,
    progress.target_value,
    progress.direction,
    cast((progress.deadline_index - 1) // 4 as varchar) || 'Q' || cast((progress.deadline_index - 1) % 4 + 1 as varchar)
        as deadline_period,
    progress.planned_now,
    progress.progress_share,
    progress.plan_attainment,
    progress.pace,
    progress.required_pace,
    progress.projected,
    progress.gap_pct,
    progress.units_to_go,
    progress.units_per_quarter_needed,
    progress.status,
    progress.status_lower,
    progress.status_upper,
    progress.carried_age,
    progress.comparable_value,
    progress.comparable_units,
    progress.pace_recent,
    progress.projected_recent,
    progress.structure,
    period.structure as period_structure,
    coalesce(folding.left_units, 0) as left_units,
    coalesce(folding.partial_units, 0) as partial_units,
    coalesce(folding.split_units, 0) as split_units,
    coalesce(folding.split_units, 0) > 0 as is_split,
    coalesce(folding.carried_units, 0) as carried_units,
    case when indicator.aggregation = 'share_of_units' then coalesce(folding.predecessors_met, progress.met) end
        as predecessors_met,
    case when indicator.aggregation = 'share_of_units' then coalesce(folding.predecessors, progress.units) end as predecessors
from mart.target_progress as progress
inner join plan.org_unit as unit on unit.org_unit = progress.org_unit
inner join plan.indicator as indicator on indicator.indicator = progress.indicator
inner join plan.period as period on period.period_index = progress.period_index
cross join plan.setting as setting
left join mart.folding as folding
    on folding.indicator = progress.indicator
    and folding.member_group = progress.member_group
    and folding.org_unit = progress.org_unit
    and folding.level = progress.level
    and folding.period_index = progress.period_index
where
    ($period is null or progress.period = $period)
    and ($target is null or progress.target = $target or progress.indicator = $target)
    and ($level is null or progress.level = $level)
    and ($unit is null or progress.org_unit = $unit)
    and ($scope <> 'province' or progress.org_unit = setting.province)
    and ($groups = 'both' or (progress.member_group = '') = ($groups = 'none'))
order by progress.period_index, indicator.position, progress.org_unit <> setting.province, progress.org_unit, progress.level, progress.member_group
