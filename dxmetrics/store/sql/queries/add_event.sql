-- one more thing that happened to a revision, numbered on; inside a transaction under the store's lock
insert into raw.revision_event
select coalesce(max(event.event_id), 0) + 1, $revision_id, $event, $at, $actor, $reason
from raw.revision_event as event
