-- one row per difficulty or proposal that was ever answered or forwarded, by unit, period, kind and what it says: the last word
select
    event.period,
    event.org_unit,
    answer.kind,
    answer.asked_sha256,
    arg_max(event.event, event.event_id) as state,
    arg_max(answer.recipient, event.event_id) as recipient,
    arg_max(answer.text, event.event_id) as answer,
    arg_max(event.happened_at, event.event_id) as answered_at,
    arg_max(event.actor, event.event_id) as answered_by,
    max(event.event_id) as event_id
from core.trail as event
inner join raw.trail_answer as answer on answer.event_id = event.event_id
where event.event in ('answered', 'forwarded')
group by event.period, event.org_unit, answer.kind, answer.asked_sha256
