-- one row per task × period × level (and "all"): units asked, by what they say; done_share (percent: done or going on as a
-- regular duty, of the units it applies to) with its bounds while some are silent; evidence_share (percent: of those that
-- say done or regular duty, how many cite a document); overdue against dates entered
-- kept: earlier periods
with levelled as (
    select task_state.* from made.task_state as task_state
    union all
    select task_state.* replace ('all' as level) from made.task_state as task_state
),

counted as (
    select
        task,
        period,
        period_index,
        level,
        count(*) as units,
        count(case when state = 'not_started' then 1 end) as not_started,
        count(case when state = 'in_progress' then 1 end) as in_progress,
        count(case when state = 'done' then 1 end) as done,
        count(case when state = 'ongoing' then 1 end) as ongoing,
        count(case when state = 'not_applicable' then 1 end) as not_applicable,
        count(case when state = 'unknown' then 1 end) as unknown,
        count(case when state = 'not_reported' then 1 end) as not_reported,
        count(case when state in ('done', 'ongoing') and document is not null then 1 end) as with_evidence,
        count(case when deadline_state = 'overdue' then 1 end) as overdue,
        count(case when deadline_state = 'no_deadline' then 1 end) as without_deadline,
        min(deadline) as deadline
    from levelled
    group by task, period, period_index, level
)

select
    counted.*,
    case
        when counted.units - counted.not_applicable - counted.unknown - counted.not_reported > 0
            then 100.0 * (counted.done + counted.ongoing) / (counted.units - counted.not_applicable)
    end as done_share,
    100.0 * (counted.done + counted.ongoing) / nullif(counted.units - counted.not_applicable, 0) as done_share_lower,
    100.0 * (counted.done + counted.ongoing + counted.unknown + counted.not_reported)
    / nullif(counted.units - counted.not_applicable, 0) as done_share_upper,
    100.0 * counted.with_evidence / nullif(counted.done + counted.ongoing, 0) as evidence_share
from counted
