-- one row per unit × element that a condition compares with what was last stated (D04), as of one period
select stated.org_unit, stated.data_element, stated.number
from mart.stated as stated
where stated.period = $period
order by stated.org_unit, stated.data_element
