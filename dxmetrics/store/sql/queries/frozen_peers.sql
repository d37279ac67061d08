-- rows of peers.sql as one freeze kept them: per indicator, the units of the peer group that $unit had then
select
    progress.target,
    progress.indicator,
    progress.org_unit,
    progress.name_vi,
    progress.name_en,
    progress.value,
    progress.status,
    progress.planned_now,
    median(case when progress.org_unit <> $unit then progress.value end) over (partition by progress.indicator)
        as peers_median
from frozen.progress as progress
inner join plan.org_unit as unit on unit.org_unit = progress.org_unit
where
    progress.event_id = $event_id
    and progress.level = unit.level
    and progress."group" = ''
    and progress.peer_group in (
        select own.peer_group
        from frozen.progress as own
        where own.event_id = $event_id and own.org_unit = $unit
    )
order by progress.place
