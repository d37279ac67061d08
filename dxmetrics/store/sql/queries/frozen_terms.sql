-- at most one row: the rules, the plan data and the thresholds one freeze was made with
select terms.*
from frozen.terms as terms
where terms.event_id = $event_id
