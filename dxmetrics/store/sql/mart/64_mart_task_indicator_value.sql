-- one row per task × indicator that measures it × org unit × level × group × period: the task's own indicators, and those of
-- targets, other tasks and the system that measure it too, at the levels the task names
-- kept: earlier periods
with measured as (
    select
        rollup.indicator, rollup.org_unit, rollup.level, rollup.member_group, rollup.period, rollup.period_index, rollup.units,
        cast(rollup.numerator as double) as numerator, cast(rollup.denominator as double) as denominator, rollup.value,
        rollup.lower, rollup.upper, rollup.reported_share, rollup.met, rollup.not_met, rollup.not_reported,
        rollup.not_applicable, rollup.carried_age
    from made.rollup as rollup
    where rollup.structure = rollup.period_structure and rollup.area = rollup.structure
    union all by name
    select indicator, org_unit, level, '' as member_group, period, period_index, value,
        cast(numerator as double) as numerator, cast(denominator as double) as denominator
    from made.system_indicator
    where peer_group = ''
)

select
    measure.task,
    measure.position,
    measure.is_own,
    measured.*,
    coalesce(indicator.unit, 'percent') as unit,
    indicator.target_value as benchmark,
    case
        when indicator.aggregation = 'share_of_units' and indicator.target_value is not null
            then greatest(0, cast(ceil(round(indicator.target_value / 100 * measured.units, 6)) as integer) - measured.met)
    end as units_to_go
from plan.task_measure as measure
inner join measured on measured.indicator = measure.indicator and measure.level in ('', measured.level)
left join plan.indicator as indicator on indicator.indicator = measure.indicator
