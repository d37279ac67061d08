-- one row per row of progress that both quarters have: what $since said, folded onto the units in force in $period, and both
-- figures over the area that both have (metrics.md §3, any comparison between two periods)
select
    earlier.indicator,
    earlier.member_group,
    earlier.org_unit,
    earlier.level,
    -- a folded yes or no has a status of its own: the units it comes from may have been many
    coalesce(
        case
            when earlier.met is null or unit.level <> earlier.level or earlier.units <> 1 then null
            when earlier.met = 1 then 'achieved'
            when earlier.not_reported = 1 then 'not_reported'
        end,
        before.status,
        case when earlier.not_met = 1 and unit.level = earlier.level then 'not_met' end
    ) as old_status,
    earlier.value as old_value,
    earlier.lower as old_lower,
    earlier.upper as old_upper,
    earlier.reported_share as old_reported_share,
    later.value as new_value,
    later.lower as new_lower,
    later.upper as new_upper,
    later.units as comparable_units
from plan.period as now_period
inner join plan.period as then_period on then_period.period = $since
inner join mart.rollup as earlier
    on earlier.structure = now_period.structure
    and earlier.area = then_period.structure
    and earlier.period_index = then_period.period_index
inner join mart.rollup as later
    on later.structure = earlier.structure
    and later.area = earlier.area
    and later.indicator = earlier.indicator
    and later.member_group = earlier.member_group
    and later.org_unit = earlier.org_unit
    and later.level = earlier.level
    and later.period_index = now_period.period_index
inner join plan.indicator as indicator on indicator.indicator = earlier.indicator
inner join plan.org_unit as unit on unit.org_unit = earlier.org_unit
left join mart.target_progress as before
    on before.indicator = earlier.indicator
    and before.member_group = earlier.member_group
    and before.org_unit = earlier.org_unit
    and before.level = earlier.level
    and before.period_index = then_period.period_index
where
    now_period.period = $period
    -- no history crosses the year of a target that begins anew each year
    and (indicator.judgement <> 'annual' or now_period.year = then_period.year)
