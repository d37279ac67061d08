-- one row: how many due times, the calendar's and those ever recorded, lie before a moment
select
    (select count(*) from plan.expected as expected where expected.due_at < $moment)
    + (select count(*) from raw.trail_deadline as deadline where deadline.due_at < $moment) as passed
