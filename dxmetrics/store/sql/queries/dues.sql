-- one row per due time, the calendar's and those ever recorded, the earliest first
select expected.due_at from plan.expected as expected
union all
select deadline.due_at from raw.trail_deadline as deadline
order by due_at
