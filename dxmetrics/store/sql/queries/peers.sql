-- one row per indicator × unit of the same peer group as $unit (itself among them) in one period, at the units' own level;
-- peers_median is over the others of the group that have a value
select
    progress.target,
    progress.indicator,
    progress.org_unit,
    unit.name_vi,
    unit.name_en,
    progress.value,
    progress.status,
    progress.planned_now,
    median(case when progress.org_unit <> own.org_unit then progress.value end) over (partition by progress.indicator)
        as peers_median
from mart.target_progress as progress
inner join plan.org_unit as unit on unit.org_unit = progress.org_unit
inner join plan.org_unit as own on own.peer_group = unit.peer_group
inner join plan.indicator as indicator on indicator.indicator = progress.indicator
where
    own.org_unit = $unit
    and progress.period = $period
    and progress.level = unit.level
    and progress.member_group = ''
order by indicator.position, progress.org_unit
