-- one row: the latest moment anything was recorded at, empty in a new store
select max(event.happened_at) as happened_at
from (
    select revision.happened_at from raw.revision_event as revision
    union all
    select period.happened_at from raw.period_event as period
    union all
    select trail.happened_at from raw.trail_event as trail
    union all
    select access.happened_at from access.event as access
) as event
