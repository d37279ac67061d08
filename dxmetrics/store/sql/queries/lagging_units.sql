-- one row per unit with any reason in one period; reasons and targets are comma-separated codes
select
    lagging.rank,
    lagging.org_unit,
    unit.code,
    unit.name_vi,
    unit.name_en,
    unit.parent,
    lagging.level,
    lagging.peer_group,
    lagging.period,
    lagging.reasons,
    lagging.targets,
    lagging.targets_short,
    lagging.shortfall,
    lagging.quarters_lagging,
    lagging.is_headline
from mart.lagging_unit as lagging
inner join plan.org_unit as unit on unit.org_unit = lagging.org_unit
where lagging.period = $period and ($level is null or lagging.level = $level)
order by lagging.rank nulls last, lagging.org_unit
