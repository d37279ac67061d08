-- one row per row over many units × period, on the period's own structure, in which enough of them reported to serve as a
-- baseline (metrics.md §3, Baseline)
-- kept: earlier periods
select
    rollup.series,
    rollup.period_index
from made.rollup as rollup
cross join plan.setting as setting
inner join mart.series as series on series.series = rollup.series
where
    rollup.structure = rollup.period_structure
    and rollup.area = rollup.period_structure
    and not series.is_single_unit
    and rollup.value is not null
    and round(rollup.reported_share, 6) >= setting.reported_share
