-- one row per return expected as one freeze kept them
select reporting.* exclude (event_id, place)
from frozen.reporting as reporting
where reporting.event_id = $event_id
order by reporting.place
