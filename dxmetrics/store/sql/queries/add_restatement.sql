-- the revision event just written changed a frozen period: it uses up this exception
insert into raw.restatement
select max(event.event_id), $exception
from raw.revision_event as event
