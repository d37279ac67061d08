-- share_of_units: one row per series of a unit of the population × period: met | not_met | not_reported | not_applicable.
-- Three-valued: a term is 1 true, 0 false, 0.5 unknown; a condition is its least term, the unit its best condition.
-- Cells the unit is not asked for this period take no part; a condition with a not-applicable cell falls away.
-- kept: earlier periods
with term_truth as (
    select
        term.series,
        term.period_index,
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
    from mart.asked_term as term
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
        series,
        period_index,
        condition,
        bool_or(is_not_applicable) as is_not_applicable,
        min(truth) as truth
    from term_truth
    group by series, period_index, condition
),

unit_truth as (
    select
        series,
        period_index,
        bool_and(is_not_applicable) as is_not_applicable,
        max(case when not is_not_applicable then truth end) as truth
    from condition_truth
    group by series, period_index
)

select
    unit_truth.series,
    unit_truth.period_index,
    case
        when met_ever.series is not null or unit_truth.truth = 1 then 'met'
        when unit_truth.is_not_applicable then 'not_applicable'
        when unit_truth.truth = 0 then 'not_met'
        else 'not_reported'
    end as state
from unit_truth
left join made.met_ever as met_ever
    on met_ever.series = unit_truth.series and met_ever.period_index = unit_truth.period_index
