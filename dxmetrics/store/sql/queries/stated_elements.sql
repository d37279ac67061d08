-- one row per element that is asked only once and that the unit (or, for a merged body, every predecessor) has already stated
-- in a period before $before
select distinct value.data_element
from core.data_value as value
inner join plan.data_element as element on element.data_element = value.data_element and element.kind = 'once'
where value.org_unit = $org_unit and value.period_index < $before
