-- one row per unit × period × reason × target, what ``dxmetrics lagging`` prints (metrics.md §5)
-- kept: earlier periods
select
    reason.org_unit,
    reason.level,
    reason.peer_group,
    reason.period,
    reason.period_index,
    reason.reason,
    reason.target,
    reason.shortfall,
    reason.is_headline,
    run.quarters_lagging
from made.reason as reason
inner join made.run as run on run.org_unit = reason.org_unit and run.period_index = reason.period_index
