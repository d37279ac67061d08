-- one row per task × indicator that measures it × level × group of one period (or of all), of the province or of one org unit
select
    measured.task,
    measured.indicator,
    measured.is_own,
    measured.org_unit,
    measured.level,
    measured.member_group as "group",
    measured.period,
    measured.unit,
    measured.numerator,
    measured.denominator,
    measured.value,
    measured.lower,
    measured.upper,
    measured.reported_share,
    measured.met,
    measured.not_met,
    measured.not_reported,
    measured.not_applicable,
    measured.carried_age,
    measured.benchmark,
    measured.units_to_go
from mart.task_indicator_value as measured
inner join plan.task as task on task.task = measured.task
cross join plan.setting as setting
where
    ($period is null or measured.period = $period)
    and ($task is null or measured.task = $task)
    and ($level is null or measured.level = $level)
    and measured.org_unit = coalesce($unit, setting.province)
order by measured.period_index, task.position, measured.position, measured.level, measured.member_group
