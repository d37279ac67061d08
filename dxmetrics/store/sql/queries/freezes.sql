-- one row per period that was ever frozen: whether it is now, and the last freeze with who, why, and what was kept with it
with latest as (
    select
        event.period,
        arg_max(event.event, event.event_id) = 'frozen' as is_frozen,
        max(case when event.event = 'frozen' then event.happened_at end) as frozen_at,
        arg_max(event.actor, event.event_id) filter (where event.event = 'frozen') as actor,
        arg_max(event.reason, event.event_id) filter (where event.event = 'frozen') as reason,
        max(case when event.event = 'frozen' then event.event_id end) as event_id
    from raw.period_event as event
    where event.event <> 'exception' and ($period is null or event.period = $period)
    group by event.period
)

select
    latest.period,
    latest.is_frozen,
    latest.frozen_at,
    latest.actor,
    latest.reason,
    latest.event_id,
    terms.method_version,
    terms.plan_version,
    coalesce(terms.has_figures, false) as has_figures
from latest
left join frozen.terms as terms on terms.event_id = latest.event_id
order by latest.period
