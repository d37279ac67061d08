-- one row per unit × due period × reason × target (metrics.md §5). target is empty where the reason is about the return.
-- is_headline: late and evidence_missing stand under their own headings
-- kept: earlier periods
with silent_targets as (
    select org_unit, period, cast(count(*) * 100 as double) as shortfall
    from made.unit_target
    group by org_unit, period
),

reason as (
    select due.org_unit, due.period, case due.state when 'missing' then 'no_return' else 'rejected' end as reason,
        '' as target, silent_targets.shortfall, true as is_headline
    from mart.unit_due as due
    left join silent_targets on silent_targets.org_unit = due.org_unit and silent_targets.period = due.period
    where due.is_reporter and due.state in ('missing', 'rejected')
    union all
    select unit_target.org_unit, unit_target.period, 'below_plan', unit_target.target, unit_target.shortfall, true
    from made.unit_target as unit_target
    where unit_target.is_below_plan
    union all
    select unit_target.org_unit, unit_target.period, 'no_value', unit_target.target, unit_target.shortfall, true
    from made.unit_target as unit_target
    inner join mart.unit_due as due on due.org_unit = unit_target.org_unit and due.period = unit_target.period
    where unit_target.is_silent and due.state = 'accepted'
    union all
    select regression.org_unit, period.period, 'regressed', regression.target, regression.shortfall, true
    from made.regression as regression
    inner join plan.period as period on period.period_index = regression.period_index
    union all
    select unit_target.org_unit, unit_target.period, 'stagnant', unit_target.target, unit_target.shortfall, true
    from made.unit_target as unit_target
    where unit_target.is_stagnant
    union all
    select distinct evidence.org_unit, evidence.period, 'evidence_missing', evidence.target, cast(null as double), false
    from made.missing_evidence as evidence
    union all
    select due.org_unit, due.period, 'late', '', cast(null as double), false
    from mart.unit_due as due
    where due.is_reporter and due.state in ('accepted', 'pending') and due.days_late > 0
)

select
    due.org_unit,
    due.level,
    due.peer_group,
    due.period,
    due.period_index,
    reason.reason,
    reason.target,
    reason.shortfall,
    reason.is_headline
from reason
inner join mart.unit_due as due on due.org_unit = reason.org_unit and due.period = reason.period
