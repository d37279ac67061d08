-- one row per unit that reports now and did not in "then_reporter" (new_reporter), or the other way round and is due (lost_reporter)
select
    case when then_reporter.did_report then 'lost_reporter' else 'new_reporter' end as kind,
    reporting.org_unit,
    unit.code,
    unit.name_vi,
    unit.name_en,
    reporting.level,
    reporting.period,
    reporting.state as new_status
from mart.reporting as reporting
inner join then_reporter on then_reporter.org_unit = reporting.org_unit
inner join plan.org_unit as unit on unit.org_unit = reporting.org_unit
where
    reporting.period = $period
    and case
        when then_reporter.did_report then reporting.is_due and reporting.state in ('missing', 'rejected')
        else reporting.state in ('accepted', 'pending')
    end
order by kind, reporting.level, reporting.org_unit
