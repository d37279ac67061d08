-- one row per incomplete row × unit whose answer could change its status, of one period, those that can move it most first
select
    settling.target,
    settling.indicator,
    settling.org_unit,
    settling.level,
    settling.member_group as "group",
    settling.period,
    settling.status_lower,
    settling.status_upper,
    settling.units,
    settling.not_reported,
    settling.yes_needed,
    settling.no_needed,
    settling.returns_needed,
    settling.unit,
    unit.code,
    unit.name_vi,
    unit.name_en,
    unit.level as unit_level,
    unit.peer_group,
    settling.reporter,
    settling.return_state,
    settling.points
from mart.settling_unit as settling
inner join plan.org_unit as unit on unit.org_unit = settling.unit
inner join plan.indicator as indicator on indicator.indicator = settling.indicator
cross join plan.setting as setting
where
    settling.period = $period
    and ($target is null or settling.target = $target or settling.indicator = $target)
    and ($level is null or settling.level = $level)
    and settling.org_unit = coalesce($unit, setting.province)
order by indicator.position, settling.level, settling.member_group, settling.points desc nulls last, settling.unit
