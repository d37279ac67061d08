-- one row per task × unit asked for it of one period: state, result, document, and how it stands against a date entered
select
    state.task,
    task.name_vi as task_vi,
    task.name_en as task_en,
    state.org_unit,
    unit.code,
    unit.name_vi,
    unit.name_en,
    state.level,
    state.peer_group,
    state.period,
    state.state,
    state.result,
    state.document,
    state.deadline,
    state.deadline_document,
    state.deadline_state,
    state.return_id,
    state.sheet,
    state.cell
from mart.task_state as state
inner join plan.task as task on task.task = state.task
inner join plan.org_unit as unit on unit.org_unit = state.org_unit
where
    state.period = $period
    and ($task is null or state.task = $task)
    and ($unit is null or state.org_unit = $unit)
    and ($level is null or state.level = $level)
order by task.position, state.level, state.org_unit
