-- one row per unit expected to report in one period, as it was known at this snapshot's moment: whether it did
select
    reporting.org_unit,
    reporting.state in ('accepted', 'pending') as did_report
from mart.reporting as reporting
where reporting.period = $period
