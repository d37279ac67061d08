-- one row: the moment of the last thing that happened to any revision, empty in a new store
select max(event.happened_at) as happened_at
from raw.revision_event as event
