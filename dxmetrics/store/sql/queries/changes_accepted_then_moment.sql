-- one row per return of the quarters up to $period that was in force at this snapshot's moment, with its revision
select accepted.return_id, accepted.revision_id
from core.accepted as accepted
inner join plan.period as period on period.period = accepted.period
inner join plan.period as now_period on now_period.period = $period
where period.period_index <= now_period.period_index
