-- one row per period that was ever frozen, the newest first: whether it is now, the last freeze with who and why, how many
-- changes were let in since it was first frozen, and how many exceptions still stand open
with last_freeze as (
    select
        event.period,
        arg_max(event.event, event.event_id) = 'frozen' as is_frozen,
        max(event.event_id) filter (where event.event = 'frozen') as freeze_id,
        max(event.happened_at) filter (where event.event = 'frozen') as frozen_at,
        arg_max(event.actor, event.event_id) filter (where event.event = 'frozen') as actor,
        arg_max(event.reason, event.event_id) filter (where event.event = 'frozen') as reason
    from raw.period_event as event
    where event.event <> 'exception'
    group by event.period
),

given as (
    select
        exception.period,
        exception.event_id,
        count(used.period_event_id) as uses
    from raw.period_event as exception
    left join raw.restatement as used on used.period_event_id = exception.event_id
    where exception.event = 'exception'
    group by exception.period, exception.event_id
)

select
    last_freeze.period,
    last_freeze.is_frozen,
    last_freeze.frozen_at,
    last_freeze.actor,
    last_freeze.reason,
    coalesce(sum(given.uses), 0) as restatements,
    count(case when given.uses = 0 and last_freeze.is_frozen and given.event_id > last_freeze.freeze_id then 1 end)
        as open_exceptions
from last_freeze
left join given on given.period = last_freeze.period
group by
    last_freeze.period, last_freeze.is_frozen, last_freeze.frozen_at, last_freeze.actor, last_freeze.reason
order by last_freeze.period desc
