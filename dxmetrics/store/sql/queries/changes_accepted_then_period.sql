-- one row per return of the quarters from $since to $period: the revision that was accepted first
select
    revision.return_id,
    arg_min(event.revision_id, event.event_id) as revision_id
from raw.revision_event as event
inner join raw.revision as revision on revision.revision_id = event.revision_id
inner join plan.period as period on period.period = revision.period
inner join plan.period as now_period on now_period.period = $period
inner join plan.period as then_period on then_period.period = $since
cross join core.clock as clock
where
    event.event = 'accepted'
    and event.happened_at <= clock.known_until
    and period.period_index between then_period.period_index and now_period.period_index
group by revision.return_id
