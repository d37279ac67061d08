-- one row: index of the last period after which units merged or split once more; empty where they never did
select max(period.period_index) as period_index
from plan.period as period
where period.structure < (select max(newest.structure) from plan.period as newest)
