-- one row per return expected in one period (or in all): state, first receipt, due time, days late, revision in force; until
-- when and why the unit was given longer; letters to it marked as
-- sent (of either kind: each names the return that is missing)
with reminder as (
    select letter.period, letter.org_unit, count(*) as reminders, max(letter.issued_on) as last_reminder
    from mart.letter as letter
    group by letter.period, letter.org_unit
)

select
    reporting.org_unit,
    unit.code,
    unit.name_vi,
    unit.name_en,
    reporting.level,
    reporting.period,
    reporting.state,
    reporting.received_at,
    reporting.due_at,
    reporting.days_late,
    reporting.revision,
    reporting.extended_to,
    reporting.extension_reason,
    coalesce(reminder.reminders, 0) as reminders,
    reminder.last_reminder
from mart.reporting as reporting
inner join plan.org_unit as unit on unit.org_unit = reporting.org_unit
inner join plan.period as period on period.period = reporting.period
left join reminder on reminder.period = reporting.period and reminder.org_unit = reporting.org_unit
where $period is null or reporting.period = $period
order by period.period_index, reporting.level, reporting.org_unit
