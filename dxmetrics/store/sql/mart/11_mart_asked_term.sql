-- one row per series of a unit × period × term of a condition whose cell the unit is asked for then: what it is compared with,
-- another element of the same return (other_element), one as last stated (stated_element), a number or a word
-- kept: whole
select
    population.series,
    population.period_index,
    population.org_unit,
    term.condition,
    term.operator,
    term.data_element,
    term.number,
    case when term.stated then term.other end as stated_element,
    case when not term.stated and term.operator <> 'is' and term.other <> '' then term.other end as other_element,
    case when term.operator = 'is' then term.other end as word
from mart.population as population
inner join plan.condition_term as term
    on term.indicator = population.indicator and term.level = population.level and not term.ever
inner join plan.asked as asked
    on asked.period = population.period
    and asked.org_unit = population.org_unit
    and asked.data_element = term.data_element
