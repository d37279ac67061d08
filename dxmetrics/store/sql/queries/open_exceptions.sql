-- one row per exception in a period (or in all), given since its last freeze, that no return has used up, the oldest first
select exception.period, exception.org_unit, exception.event_id
from raw.period_event as exception
left join raw.restatement as used on used.period_event_id = exception.event_id
where
    exception.event = 'exception'
    and ($period is null or exception.period = $period)
    and used.period_event_id is null
    and exception.event_id > (
        select max(event.event_id)
        from raw.period_event as event
        where event.period = exception.period and event.event = 'frozen'
    )
order by exception.event_id
