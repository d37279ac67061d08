-- one row: how often the Plan's data was replaced, and the last event of a revision, of a period and of the paper trail
select
    (
        select coalesce(max(cast(setting.value as bigint)), 0)
        from raw.setting as setting
        where setting.name = 'plan_version'
    ) as plan_version,
    (select coalesce(max(event.event_id), 0) from raw.revision_event as event) as revision_event,
    (select coalesce(max(event.event_id), 0) from raw.period_event as event) as period_event,
    (select coalesce(max(event.event_id), 0) from raw.trail_event as event) as trail_event
