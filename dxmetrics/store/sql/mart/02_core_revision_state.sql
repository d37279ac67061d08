-- one row per revision known by then: its state is its last event, rejected | pending | accepted | withdrawn
select
    event.revision_id,
    arg_max(event.event, event.event_id) as state,
    max(case when event.event = 'accepted' then event.happened_at end) as accepted_at
from raw.revision_event as event
cross join core.clock as clock
where event.happened_at <= clock.known_until
group by event.revision_id
