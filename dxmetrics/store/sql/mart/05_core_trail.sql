-- one row per thing recorded in the paper trail that was known by then and was not taken back
select
    event.event_id,
    event.event,
    event.period,
    event.org_unit,
    event.happened_at,
    event.actor,
    event.reason
from raw.trail_event as event
cross join core.clock as clock
left join raw.trail_event as undone on undone.takes_back = event.event_id and undone.happened_at <= clock.known_until
where event.happened_at <= clock.known_until and event.event <> 'taken_back' and undone.event_id is null
