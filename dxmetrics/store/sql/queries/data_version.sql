-- one row: events so far, and how often the Plan's data was replaced, as one growing number
select
    (select count(*) from raw.revision_event)
    + (select count(*) from raw.period_event)
    + (select count(*) from raw.trail_event)
    + coalesce((select max(cast(setting.value as bigint)) from raw.setting as setting where setting.name = 'plan_version'), 0) as data_version
