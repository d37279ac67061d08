-- one row per pile ever loaded, newest first: when, by whom (one of them, and how many they are), of which periods, and what
-- its files are now
select
    revision.batch_id,
    min(first_event.happened_at) as loaded_at,
    min(revision.received_by) as received_by,
    count(distinct revision.received_by) as people,
    coalesce(string_agg(distinct revision.period, ';' order by revision.period), '') as periods,
    count(*) as files,
    count(case when state.state = 'accepted' then 1 end) as accepted,
    count(case when state.state = 'pending' then 1 end) as pending,
    count(case when state.state = 'rejected' then 1 end) as rejected,
    count(case when state.state = 'withdrawn' then 1 end) as withdrawn
from raw.revision as revision
inner join core.revision_state as state on state.revision_id = revision.revision_id
inner join (
    select event.revision_id, min(event.happened_at) as happened_at
    from raw.revision_event as event
    group by event.revision_id
) as first_event on first_event.revision_id = revision.revision_id
group by revision.batch_id
order by loaded_at desc, revision.batch_id
