-- one row per extension of one period (or of all) that counts, the newest first
select
    event.event_id,
    event.org_unit,
    unit.code,
    unit.name_vi,
    unit.name_en,
    unit.level,
    event.period,
    deadline.due_at as extended_to,
    event.reason,
    event.actor,
    event.happened_at
from core.trail as event
inner join raw.trail_deadline as deadline on deadline.event_id = event.event_id
inner join plan.org_unit as unit on unit.org_unit = event.org_unit
where event.event = 'extension' and ($period is null or event.period = $period)
order by event.event_id desc
