-- one row per period × level (and level "all"): returns expected, received (pending or accepted), on time, accepted, rejected,
-- missing, not yet due; rates are over expected (metrics.md §1)
with counted as (
    select
        reporting.period,
        levels.level,
        count(*) as expected,
        count(case when reporting.state in ('accepted', 'pending') then 1 end) as received,
        count(case when reporting.state in ('accepted', 'pending') and reporting.received_at <= reporting.due_at then 1 end) as on_time,
        count(case when reporting.state = 'accepted' then 1 end) as accepted,
        count(case when reporting.state = 'rejected' then 1 end) as rejected,
        count(case when reporting.state = 'missing' then 1 end) as missing,
        count(case when reporting.state = 'not_due' then 1 end) as not_due
    from mart.reporting as reporting
    inner join (
        select distinct level, level as of_level from mart.reporting
        union all
        select distinct 'all' as level, level as of_level from mart.reporting
    ) as levels on levels.of_level = reporting.level
    group by reporting.period, levels.level
)

select
    counted.*,
    100.0 * counted.received / counted.expected as reporting_rate,
    100.0 * counted.on_time / counted.expected as on_time_rate
from counted
inner join plan.period as period on period.period = counted.period
order by period.period_index, counted.level
