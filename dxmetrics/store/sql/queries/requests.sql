-- one row per period with a request letter × deadline it states for a level (one with an empty level where it states none);
-- the letter recorded last counts
with letter as (
    select event.period, max(event.event_id) as event_id
    from core.trail as event
    where event.event = 'request' and ($period is null or event.period = $period)
    group by event.period
)

select
    event.event_id,
    event.period,
    document.number,
    document.issued_on,
    event.happened_at,
    event.actor,
    event.reason,
    deadline.level,
    deadline.due_at
from letter
inner join core.trail as event on event.event_id = letter.event_id
inner join raw.trail_document as document on document.event_id = letter.event_id
left join raw.trail_deadline as deadline on deadline.event_id = letter.event_id
order by event.period, deadline.level
