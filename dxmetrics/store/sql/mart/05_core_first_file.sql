-- one row per unit × period of which any file came: what became of the first one
select
    revision.org_unit,
    revision.period,
    arg_min(event.event, (revision.received_at, revision.revision_id, event.event_id)) as first_event
from raw.revision as revision
inner join raw.revision_event as event on event.revision_id = revision.revision_id
cross join core.clock as clock
where event.happened_at <= clock.known_until
group by revision.org_unit, revision.period
