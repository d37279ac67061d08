-- share_of_units: one row per indicator × period × unit of its population: met | not_met | not_reported | not_applicable.
-- Three-valued: a term is 1 true, 0 false, 0.5 unknown; a condition is its least term, the unit its best condition.
-- Cells the unit is not asked for this period take no part; a condition with a not-applicable cell falls away.
-- kept: earlier periods
with term as (
    select
        condition_term.*,
        case when condition_term.stated then condition_term.other end as stated_element,
        case when not condition_term.stated and condition_term.operator <> 'is' and condition_term.other <> '' then condition_term.other end
            as other_element,
        case when condition_term.operator = 'is' then condition_term.other end as word
    from plan.condition_term as condition_term
    where not condition_term.ever
),

asked_term as (
    select
        population.indicator,
        population.period,
        population.period_index,
        population.org_unit,
        term.condition,
        term.operator,
        term.data_element,
        term.number,
        term.stated_element,
        term.other_element,
        term.word
    from mart.population as population
    inner join term on term.indicator = population.indicator and term.level = population.level
    inner join plan.asked as asked
        on asked.period = population.period
        and asked.org_unit = population.org_unit
        and asked.data_element = term.data_element
),

term_truth as (
    select
        term.indicator,
        term.period,
        term.period_index,
        term.org_unit,
        term.condition,
        coalesce(value.not_applicable, false) or coalesce(other.not_applicable, false) as is_not_applicable,
        case
            when term.operator = 'given' then case when value.number is not null or value.text is not null then 1 else 0.5 end
            when term.operator = 'is' then case when value.text is null then 0.5 else cast(value.text = term.word as integer) end
            when value.number is null then 0.5
            when coalesce(stated.number, other.number, term.number) is null then 0.5
            when term.operator = '>' then cast(value.number > coalesce(stated.number, other.number, term.number) as integer)
            when term.operator = '>=' then cast(value.number >= coalesce(stated.number, other.number, term.number) as integer)
            else cast(value.number = coalesce(stated.number, other.number, term.number) as integer)
        end as truth
    from asked_term as term
    left join made.data_value as value
        on value.org_unit = term.org_unit
        and value.period_index = term.period_index
        and value.data_element = term.data_element
    left join made.data_value as other
        on other.org_unit = term.org_unit
        and other.period_index = term.period_index
        and other.data_element = term.other_element
    left join made.stated as stated
        on stated.org_unit = term.org_unit
        and stated.period_index = term.period_index
        and stated.data_element = term.stated_element
),

condition_truth as (
    select
        indicator,
        period,
        period_index,
        org_unit,
        condition,
        bool_or(is_not_applicable) as is_not_applicable,
        min(truth) as truth
    from term_truth
    group by indicator, period, period_index, org_unit, condition
),

unit_truth as (
    select
        indicator,
        period,
        period_index,
        org_unit,
        bool_and(is_not_applicable) as is_not_applicable,
        max(case when not is_not_applicable then truth end) as truth
    from condition_truth
    group by indicator, period, period_index, org_unit
)

select
    unit_truth.indicator,
    unit_truth.period,
    unit_truth.period_index,
    unit_truth.org_unit,
    case
        when met_ever.org_unit is not null or unit_truth.truth = 1 then 'met'
        when unit_truth.is_not_applicable then 'not_applicable'
        when unit_truth.truth = 0 then 'not_met'
        else 'not_reported'
    end as state
from unit_truth
left join made.met_ever as met_ever
    on met_ever.indicator = unit_truth.indicator
    and met_ever.period_index = unit_truth.period_index
    and met_ever.org_unit = unit_truth.org_unit
