-- at most one row: the oldest exception for a unit in a period, given since the last freeze, that no return has used up
select exception.event_id
from raw.period_event as exception
left join raw.restatement as used on used.period_event_id = exception.event_id
where
    exception.event = 'exception'
    and exception.period = $period
    and exception.org_unit = $org_unit
    and used.period_event_id is null
    and exception.event_id > (
        select max(event.event_id)
        from raw.period_event as event
        where event.period = $period and event.event = 'frozen'
    )
order by exception.event_id
limit 1
