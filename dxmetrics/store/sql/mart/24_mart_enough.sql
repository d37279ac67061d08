-- one row per row over many units × period, on the period's own structure, in which enough of them reported to serve as a
-- baseline (metrics.md §3, Baseline)
-- kept: earlier periods
select
    rollup.indicator,
    rollup.member_group,
    rollup.org_unit,
    rollup.level,
    rollup.period_index
from made.rollup as rollup
cross join plan.setting as setting
inner join plan.org_unit as unit on unit.org_unit = rollup.org_unit
where
    rollup.structure = rollup.period_structure
    and rollup.area = rollup.period_structure
    and unit.level <> rollup.level
    and rollup.value is not null
    and round(rollup.reported_share, 6) >= setting.reported_share
