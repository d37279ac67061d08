-- one row per thing recorded in the paper trail of that number, unless it was taken back
select event.event_id, event.event, event.period, event.org_unit
from core.trail as event
where event.event_id = $event_id
