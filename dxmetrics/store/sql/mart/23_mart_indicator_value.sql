-- one row per indicator × group × org unit × level × period, each period on its own structure ("as was"; metrics.md §2,
-- Grain). The session variable structure asks for all periods on that one ("as is", §6). What measures tasks stands apart
-- (mart.task_indicator_value): it is followed, never judged
-- kept: earlier periods
select
    rollup.series,
    rollup.indicator,
    indicator.target,
    rollup.org_unit,
    rollup.level,
    rollup.member_group,
    rollup.period,
    rollup.period_index,
    rollup.structure,
    rollup.units,
    rollup.numerator,
    rollup.denominator,
    rollup.value,
    rollup.lower,
    rollup.upper,
    rollup.reported_share,
    rollup.met,
    rollup.not_met,
    rollup.not_reported,
    rollup.not_applicable,
    rollup.carried_age,
    series.is_single_unit,
    series.province_series,
    series.all_series
from made.rollup as rollup
inner join plan.indicator as indicator on indicator.indicator = rollup.indicator
inner join mart.series as series on series.series = rollup.series
where
    rollup.structure = coalesce(cast(getvariable('structure') as integer), rollup.period_structure)
    and rollup.area = rollup.period_structure
    and rollup.indicator not in (select measure.indicator from plan.task_measure as measure where measure.is_own)
