-- one row per task × level (and "all") of one period: what the units asked for it say
select
    task.task,
    task.section,
    task.family,
    task.name_vi,
    task.name_en,
    progress.period,
    progress.level,
    progress.units,
    progress.not_started,
    progress.in_progress,
    progress.done,
    progress.ongoing,
    progress.not_applicable,
    progress.unknown,
    progress.not_reported,
    progress.done_share,
    progress.done_share_lower,
    progress.done_share_upper,
    progress.with_evidence,
    progress.evidence_share,
    progress.overdue,
    progress.without_deadline,
    progress.deadline
from mart.task_progress as progress
inner join plan.task as task on task.task = progress.task
where
    ($period is null or progress.period = $period)
    and ($task is null or progress.task = $task)
    and ($level is null or progress.level = $level)
order by progress.period_index, task.position, progress.level
