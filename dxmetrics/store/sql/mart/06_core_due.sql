-- one row per return that is expected: when it is due. The calendar's default holds until the period's request letter states a
-- deadline for the unit's level; an extension of the unit lengthens either, never shortens it
with letter as (
    select event.period, max(event.event_id) as event_id
    from core.trail as event
    where event.event = 'request'
    group by event.period
),

extension as (
    select
        event.period,
        event.org_unit,
        arg_max(deadline.due_at, event.event_id) as due_at,
        arg_max(event.reason, event.event_id) as reason
    from core.trail as event
    inner join raw.trail_deadline as deadline on deadline.event_id = event.event_id
    where event.event = 'extension'
    group by event.period, event.org_unit
)

select
    expected.period,
    expected.org_unit,
    greatest(coalesce(stated.due_at, expected.due_at), coalesce(extension.due_at, timestamp '0001-01-01')) as due_at,
    coalesce(stated.due_at, expected.due_at) as general_due_at,
    extension.due_at as extended_to,
    extension.reason as extension_reason
from plan.expected as expected
inner join plan.org_unit as unit on unit.org_unit = expected.org_unit
left join letter on letter.period = expected.period
left join raw.trail_deadline as stated on stated.event_id = letter.event_id and stated.level = unit.level
left join extension on extension.period = expected.period and extension.org_unit = expected.org_unit
