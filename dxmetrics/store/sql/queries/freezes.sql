-- one row per period that was ever frozen: whether it is now, and the last freeze with who and why
select
    event.period,
    arg_max(event.event, event.event_id) = 'frozen' as is_frozen,
    max(case when event.event = 'frozen' then event.happened_at end) as frozen_at,
    arg_max(event.actor, event.event_id) filter (where event.event = 'frozen') as actor,
    arg_max(event.reason, event.event_id) filter (where event.event = 'frozen') as reason
from raw.period_event as event
where event.event <> 'exception' and ($period is null or event.period = $period)
group by event.period
order by event.period
