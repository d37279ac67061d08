-- one more thing to be answered for, numbered on; inside a transaction under the store's lock
insert into access.event
select coalesce(max(event.event_id), 0) + 1, $event, $at, $actor, $subject, $reason, $org_unit, $period, $file_name, $sha256
from access.event as event
