-- one row: the moment of the last thing that happened to any revision or was recorded in the paper trail, empty in a new store
select max(event.happened_at) as happened_at
from (
    select revision.happened_at from raw.revision_event as revision
    union all
    select trail.happened_at from raw.trail_event as trail
) as event
