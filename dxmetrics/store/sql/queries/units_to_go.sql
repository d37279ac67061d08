-- one row per unit that is still short of a target (or an indicator) in one quarter: status, value, the last value it had and
-- when, quarters it has been lagging. Of one level, or of all
with short as (
    select progress.*
    from mart.target_progress as progress
    inner join plan.indicator as indicator
        on indicator.indicator = progress.indicator
        and (progress.indicator = $target or (indicator.headline and progress.target = $target))
    where
        progress.period = $period
        and progress.is_single_unit
        and progress.member_group = ''
        and progress.target_value is not null
        and progress.status not in ('achieved', 'not_applicable')
        and coalesce(round(progress.direction * (progress.value - progress.target_value), 6) < 0, true)
        and ($level is null or progress.level = $level)
),

earlier as (
    select
        short.org_unit,
        short.indicator,
        arg_max(rollup.value, rollup.period_index) as last_value,
        arg_max(rollup.period, rollup.period_index) as last_period
    from short
    inner join mart.rollup as rollup
        on rollup.structure = short.structure
        and rollup.area = rollup.period_structure
        and rollup.indicator = short.indicator
        and rollup.member_group = ''
        and rollup.org_unit = short.org_unit
        and rollup.level = short.level
        and rollup.period_index <= short.period_index
    where rollup.value is not null and rollup.not_reported = 0
    group by short.org_unit, short.indicator
)

select
    short.indicator,
    short.org_unit,
    unit.code,
    unit.name_vi,
    unit.name_en,
    unit.parent,
    short.level,
    short.peer_group,
    short.period,
    short.status,
    short.value,
    short.target_value,
    earlier.last_value,
    earlier.last_period,
    coalesce(run.quarters_lagging, 0) as quarters_lagging
from short
inner join plan.org_unit as unit on unit.org_unit = short.org_unit
left join earlier on earlier.org_unit = short.org_unit and earlier.indicator = short.indicator
left join mart.run as run on run.org_unit = short.org_unit and run.period_index = short.period_index
order by short.level, short.not_reported > 0, coalesce(run.quarters_lagging, 0) desc, short.org_unit
