-- one row per unit × reason × target as one freeze kept them
select lagging.* exclude (event_id, place)
from frozen.lagging as lagging
where lagging.event_id = $event_id and ($level is null or lagging.level = $level)
order by lagging.place
