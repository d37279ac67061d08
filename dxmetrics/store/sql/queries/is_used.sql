-- one row: whether anything was ever done to the store: a return that came in, a period frozen, a letter recorded, an account
select
    exists (select 1 from raw.revision)
    or exists (select 1 from raw.period_event)
    or exists (select 1 from raw.trail_event)
    or exists (select 1 from access.account) as is_used
