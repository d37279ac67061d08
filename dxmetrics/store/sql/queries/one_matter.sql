-- one row per difficulty or proposal of that unit, period and row of Biểu 4 in the return in force: what it says
select value.text
from core.data_value as value
where
    value.org_unit = $org_unit
    and value.period = $period
    and value.data_element = concat(case $kind when 'difficulty' then 'D96' else 'D97' end, '.', $matter)
    and value.text is not null
