-- one more thing that happened to a period, numbered on; inside a transaction under the store's lock
insert into raw.period_event
select coalesce(max(event.event_id), 0) + 1, $period, $event, $org_unit, $at, $actor, $reason
from raw.period_event as event
