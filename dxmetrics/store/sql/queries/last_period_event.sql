-- one row: the number of the last thing that happened to any period
select max(event.event_id) as event_id
from raw.period_event as event
