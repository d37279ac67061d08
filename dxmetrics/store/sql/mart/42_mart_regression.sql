-- one row per unit × period × target now short of it and worse than the unit's own previous accepted period by more than the
-- tolerance (metrics.md §5, regressed); an annual target only looks back inside its year
-- kept: earlier periods
with earlier as (
    select
        unit_target.org_unit,
        unit_target.period_index,
        unit_target.indicator,
        rollup.value as earlier_value,
        row_number() over (
            partition by unit_target.org_unit, unit_target.period_index, unit_target.indicator
            order by rollup.period_index desc
        ) as steps_back
    from made.unit_target as unit_target
    inner join plan.indicator as indicator on indicator.indicator = unit_target.indicator
    inner join plan.period as period on period.period_index = unit_target.period_index
    inner join mart.rollup as rollup
        on rollup.structure = unit_target.structure
        and rollup.area = rollup.period_structure
        and rollup.indicator = unit_target.indicator
        and rollup.member_group = ''
        and rollup.org_unit = unit_target.org_unit
        and rollup.level = unit_target.level
        and rollup.period_index < unit_target.period_index
        and rollup.not_reported = 0
    inner join plan.period as earlier_period on earlier_period.period_index = rollup.period_index
    where rollup.value is not null and (indicator.judgement <> 'annual' or earlier_period.year = period.year)
)

select
    unit_target.org_unit,
    unit_target.period_index,
    unit_target.target,
    unit_target.direction * (earlier.earlier_value - unit_target.value)
    * case when unit_target.unit = 'count' then 100.0 / nullif(abs(unit_target.target_value), 0) else 1 end as shortfall
from made.unit_target as unit_target
cross join plan.setting as setting
inner join earlier
    on earlier.org_unit = unit_target.org_unit
    and earlier.period_index = unit_target.period_index
    and earlier.indicator = unit_target.indicator
    and earlier.steps_back = 1
where
    not unit_target.is_silent
    and round(unit_target.direction * (unit_target.value - unit_target.target_value), 6) < 0
    and round(unit_target.direction * (earlier.earlier_value - unit_target.value), 6)
    > case when unit_target.unit = 'percent' then setting.regress_points else setting.regress_count end
