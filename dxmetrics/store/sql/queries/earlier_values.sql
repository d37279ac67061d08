-- one row per value in force of some units in the quarters before a period, for the rules that look back
select
    value.org_unit,
    value.data_element,
    value.period,
    value.number,
    value.text,
    value.not_applicable
from core.data_value as value
where
    list_contains($org_units, value.org_unit)
    and value.period_index < $before
    and value.period_index >= $from
order by value.period_index
