-- one row per value in force of some units in some periods, each unit paired with its period
select
    value.org_unit,
    value.period,
    value.data_element,
    value.number,
    value.text,
    value.not_applicable
from core.data_value as value
inner join (
    select distinct unnest($org_units) as org_unit, unnest($periods) as period
) as wanted on wanted.org_unit = value.org_unit and wanted.period = value.period
