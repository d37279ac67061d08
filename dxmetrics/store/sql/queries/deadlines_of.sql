-- one row per deadline that one event of the paper trail states
select deadline.level, deadline.due_at
from raw.trail_deadline as deadline
where deadline.event_id = $event_id
