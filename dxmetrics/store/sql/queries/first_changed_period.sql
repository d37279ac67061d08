-- one row per number of one of several earlier moments ($befores: number, revision_event, period_event, trail_event, until, moment):
-- index of the first period whose figures may differ between then and now, two moments at which different things were known:
-- one with an event that only one side saw (in the paper trail: one that moves deadlines), or that fell due between them. Empty
-- where no period differs
with before as (
    select unnest($befores, recursive := true)
),

seen as (
    select
        before.number,
        revision.period,
        event.event_id <= before.revision_event and event.happened_at <= before.until as before,
        event.event_id <= $after_revision_event and event.happened_at <= $after_until as after
    from raw.revision_event as event
    inner join raw.revision as revision on revision.revision_id = event.revision_id
    cross join before
    union all
    select
        before.number,
        event.period,
        event.event_id <= before.period_event and event.happened_at <= before.until as before,
        event.event_id <= $after_period_event and event.happened_at <= $after_until as after
    from raw.period_event as event
    cross join before
    union all
    select
        before.number,
        event.period,
        event.event_id <= before.trail_event and event.happened_at <= before.until as before,
        event.event_id <= $after_trail_event and event.happened_at <= $after_until as after
    from raw.trail_event as event
    left join raw.trail_event as undone on undone.event_id = event.takes_back
    cross join before
    where coalesce(undone.event, event.event) in ('request', 'extension')
    union all
    select
        before.number,
        due.period,
        due.due_at < before.moment as before,
        due.due_at < $after_moment as after
    from (
        select expected.period, expected.due_at
        from plan.expected as expected
        union all
        select event.period, deadline.due_at
        from raw.trail_deadline as deadline
        inner join raw.trail_event as event on event.event_id = deadline.event_id
    ) as due
    cross join before
),

changed as (
    select before.number, min(period.period_index) as period_index
    from before
    left join seen on seen.number = before.number and seen.before <> seen.after
    left join plan.period as period on period.period = seen.period
    group by before.number
),

life as (
    select
        member.org_unit,
        min(period.period_index) as first_index,
        max(period.period_index) as last_index
    from plan.member as member
    inner join plan.period as period on period.structure = member.structure
    group by member.org_unit
),

-- a unit that lived beside the one that later absorbed it hands its last figures to all of that one's life (mart.unit_last)
absorbed as (
    select
        min(heir.first_index) as first_index,
        max(before.last_index) as last_index
    from plan.predecessor as predecessor
    inner join life as heir on heir.org_unit = predecessor.org_unit
    inner join life as before on before.org_unit = predecessor.predecessor
    where heir.first_index <= before.last_index
)

select
    changed.number,
    case
        when changed.period_index <= absorbed.last_index then least(changed.period_index, absorbed.first_index)
        else changed.period_index
    end as period_index,
    (select min(period.period_index) from plan.period as period) as first_of_plan
from changed
cross join absorbed
