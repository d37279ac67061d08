-- one row per letter to a unit that was marked as sent
select
    event.event_id,
    event.period,
    event.org_unit,
    document.kind,
    document.number,
    document.issued_on,
    event.happened_at,
    event.actor,
    event.reason
from core.trail as event
inner join raw.trail_document as document on document.event_id = event.event_id
where event.event = 'letter'
