-- one row: the highest number given in the paper trail so far; asked and used under the store's lock
select coalesce(max(event.event_id), 0) as event_id
from raw.trail_event as event
