-- one row per series of a unit × period × cell of the indicator's parts that the unit is asked for then; part_group: the group
-- whose part it is, also where the whole indicator is meant
-- kept: whole
select
    population.series,
    population.period_index,
    population.org_unit,
    part.member_group as part_group,
    part.side,
    part.data_element
from mart.population as population
inner join plan.indicator_part as part
    on part.indicator = population.indicator
    and part.level = population.level
    and (part.member_group = population.member_group or population.member_group = '')
inner join plan.asked as asked
    on asked.period = population.period
    and asked.org_unit = population.org_unit
    and asked.data_element = part.data_element
