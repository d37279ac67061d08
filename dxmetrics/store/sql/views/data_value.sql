-- one row per org unit, period and data element: what a return in force states, and what carry-forward fills in
select value.*
from core.stated_value as value
union all by name
select
    carried.org_unit,
    carried.period,
    carried.period_index,
    carried.data_element,
    carried.number,
    carried.text,
    false as not_applicable
from core.carried_value as carried
