-- one row per unit in force in $period that carries on one expected to report in $since: whether any of them did
select
    fold.org_unit,
    bool_or(reporting.state in ('accepted', 'pending')) as did_report
from mart.reporting as reporting
inner join plan.period as now_period on now_period.period = $period
inner join plan.fold as fold on fold.from_unit = reporting.org_unit and fold.structure = now_period.structure
where reporting.period = $since
group by fold.org_unit
