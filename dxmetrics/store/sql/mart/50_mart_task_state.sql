-- one row per task × period × unit that is asked for it: what it says (plan-model.md §4). state: a word of task_state, or
-- not_reported (no return in force, or the cell is blank). A date is judged at the period's cut-off, and only one that was
-- entered: deadline_state is no_deadline | settled | running | overdue | unknown (past, and the unit is silent)
-- kept: earlier periods
with deadline as (
    select
        asked.period,
        asked.org_unit,
        asked.task,
        arg_max(entered.deadline, entered.org_unit) as deadline,
        arg_max(entered.document, entered.org_unit) as deadline_document
    from plan.task_asked as asked
    inner join plan.task_deadline as entered
        on entered.task = asked.task and entered.org_unit in ('', asked.org_unit)
    group by asked.period, asked.org_unit, asked.task
),

stated as (
    select
        asked.task,
        asked.period,
        period.period_index,
        period.cutoff,
        asked.org_unit,
        unit.level,
        unit.peer_group,
        coalesce(state.text, 'not_reported') as state,
        result.text as result,
        document.text as document,
        state.return_id,
        state.sheet,
        state.cell
    from plan.task_asked as asked
    inner join plan.period as period on period.period = asked.period
    inner join plan.org_unit as unit on unit.org_unit = asked.org_unit
    left join made.data_value as state
        on state.org_unit = asked.org_unit and state.period = asked.period and state.data_element = asked.task || '.state'
    left join made.data_value as result
        on result.org_unit = asked.org_unit and result.period = asked.period and result.data_element = asked.task || '.result'
    left join made.data_value as document
        on document.org_unit = asked.org_unit and document.period = asked.period and document.data_element = asked.task || '.ref'
)

select
    stated.* exclude (cutoff),
    deadline.deadline,
    deadline.deadline_document,
    case
        when deadline.deadline is null then 'no_deadline'
        when stated.state in ('done', 'ongoing', 'not_applicable') then 'settled'
        when deadline.deadline >= stated.cutoff then 'running'
        when stated.state in ('not_started', 'in_progress') then 'overdue'
        else 'unknown'
    end as deadline_state
from stated
left join deadline
    on deadline.period = stated.period and deadline.org_unit = stated.org_unit and deadline.task = stated.task
