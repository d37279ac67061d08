-- one row: the highest numbers given so far; asked and used under the store's lock
select
    coalesce((select max(revision.revision_id) from raw.revision as revision), 0) as revision_id,
    coalesce((select max(event.event_id) from raw.revision_event as event), 0) as event_id
