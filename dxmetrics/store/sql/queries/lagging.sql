-- one row per unit × reason × target of one period, units in the order of metrics.md §5
select
    reason.org_unit,
    unit.code,
    unit.name_vi,
    unit.name_en,
    reason.level,
    reason.peer_group,
    reason.period,
    reason.reason,
    reason.target,
    reason.shortfall,
    reason.quarters_lagging,
    reason.is_headline
from mart.lagging_reason as reason
inner join mart.lagging_unit as lagging on lagging.org_unit = reason.org_unit and lagging.period = reason.period
inner join plan.org_unit as unit on unit.org_unit = reason.org_unit
where reason.period = $period and ($level is null or reason.level = $level)
order by lagging.rank nulls last, reason.org_unit, reason.is_headline desc, reason.target, reason.reason
