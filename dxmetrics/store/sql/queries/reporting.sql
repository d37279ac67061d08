-- one row per return expected in one period (or in all): state, first receipt, due time, days late, revision in force
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
    reporting.revision
from mart.reporting as reporting
inner join plan.org_unit as unit on unit.org_unit = reporting.org_unit
inner join plan.period as period on period.period = reporting.period
where $period is null or reporting.period = $period
order by period.period_index, reporting.level, reporting.org_unit
