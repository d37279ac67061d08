-- one row per series of a unit × period in which some accepted return so far, its own or a predecessor's that counted,
-- fulfilled a condition that holds for good once it held
-- kept: earlier periods
with said as materialized (
    select value.org_unit, value.period_index, value.data_element, value.number, value.text
    from core.data_value as value
    where value.data_element in (select term.data_element from plan.condition_term as term where term.ever)
),

term_held as (
    select
        population.indicator,
        population.period_index,
        population.org_unit,
        term.condition,
        count(*) as terms,
        count(
            case
                when term.operator = 'given' and (value.number is not null or value.text is not null) then 1
                when term.operator = '>' and value.number > term.number then 1
                when term.operator = '>=' and value.number >= term.number then 1
                when term.operator = '=' and value.number = term.number then 1
            end
        ) as terms_held
    from mart.population as population
    inner join plan.condition_term as term
        on term.indicator = population.indicator and term.level = population.level and term.ever
    left join said as value
        on value.org_unit = population.org_unit
        and value.period_index = population.period_index
        and value.data_element = term.data_element
    group by population.indicator, population.period_index, population.org_unit, term.condition
)

select distinct population.series, population.period_index
from mart.population as population
inner join plan.fold as fold on fold.structure = population.structure and fold.org_unit = population.org_unit
inner join term_held
    on term_held.indicator = population.indicator
    and term_held.org_unit = fold.from_unit
    and term_held.period_index <= population.period_index
where term_held.terms = term_held.terms_held
