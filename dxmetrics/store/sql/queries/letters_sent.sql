-- one row per letter to a unit marked as sent in one period (or in all), the newest first
select
    letter.event_id,
    letter.org_unit,
    unit.code,
    unit.name_vi,
    unit.name_en,
    unit.level,
    letter.period,
    letter.kind,
    letter.number,
    letter.issued_on,
    letter.actor,
    letter.reason,
    letter.happened_at
from mart.letter as letter
inner join plan.org_unit as unit on unit.org_unit = letter.org_unit
where ($period is null or letter.period = $period) and ($kind is null or letter.kind = $kind)
order by letter.issued_on desc, letter.event_id desc
