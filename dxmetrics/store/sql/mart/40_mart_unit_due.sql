-- one row per unit × period that is due: who reports it (itself, or the district whose return lists it), and how that went
select
    asked.org_unit,
    unit.level,
    unit.peer_group,
    period.period,
    period.period_index,
    period.structure,
    asked.reporter,
    asked.reporter = asked.org_unit as is_reporter,
    reporting.state,
    reporting.days_late,
    reporting.received_at
from (select distinct period, reporter, org_unit from plan.asked) as asked
inner join plan.period as period on period.period = asked.period
inner join plan.org_unit as unit on unit.org_unit = asked.org_unit
inner join mart.reporting as reporting on reporting.org_unit = asked.reporter and reporting.period = asked.period
where reporting.is_due or reporting.state = 'accepted'
