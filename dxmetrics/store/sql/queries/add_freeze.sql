-- what a freeze rests on: versions of rules and plan data, and the thresholds in force
insert into frozen.terms by name
select
    event.event_id,
    event.period,
    event.happened_at as frozen_at,
    $method_version as method_version,
    $plan_version as plan_version,
    $has_figures as has_figures,
    setting.*
from raw.period_event as event
cross join plan.setting as setting
where event.event_id = $event_id
