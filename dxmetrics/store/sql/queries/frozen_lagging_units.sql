-- one row per unit with any reason as one freeze kept them
select lagging.* exclude (event_id, place)
from frozen.lagging_units as lagging
where lagging.event_id = $event_id and ($level is null or lagging.level = $level)
order by lagging.place
