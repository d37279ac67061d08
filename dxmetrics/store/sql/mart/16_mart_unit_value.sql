-- one row per indicator × group × period × unit of its population: its state and, for figures, what it feeds into the value
-- (numerator, denominator) and into the bounds (lower_numerator, upper_numerator over bound_denominator; empty: unknown).
-- age: quarters since the figure it feeds was reported (latest only).
-- kept: earlier periods
with share as (
    select
        population.*,
        answer.state,
        cast(null as decimal(38, 4)) as numerator,
        cast(null as decimal(38, 4)) as denominator,
        cast(null as decimal(38, 4)) as lower_numerator,
        cast(null as decimal(38, 4)) as upper_numerator,
        cast(null as decimal(38, 4)) as bound_denominator,
        cast(null as integer) as age
    from mart.population as population
    inner join made.unit_answer as answer
        on answer.series = population.series and answer.period_index = population.period_index
    where population.aggregation = 'share_of_units'
),

pair as (
    select
        population.*,
        pair.state,
        case
            when pair.state = 'reported' then pair.numerator
            when population.aggregation = 'latest' and pair.state = 'not_reported' then last.year_numerator
        end as numerator,
        case
            when pair.state = 'reported' then pair.denominator
            when population.aggregation = 'latest' and pair.state = 'not_reported' then last.year_denominator
        end as denominator,
        last.last_denominator,
        case
            when population.aggregation = 'latest' and pair.state = 'not_reported'
                then population.period_index - last.year_index
        end as age
    from mart.population as population
    inner join made.unit_pair as pair
        on pair.series = population.series and pair.period_index = population.period_index
    left join made.unit_last as last
        on last.series = population.series and last.period_index = population.period_index
    where population.aggregation <> 'share_of_units'
)

select * from share
union all by name
select
    pair.* exclude (last_denominator),
    case when pair.state = 'reported' then pair.numerator else coalesce(pair.numerator, 0) end as lower_numerator,
    case when pair.state = 'reported' then pair.numerator else coalesce(pair.denominator, pair.last_denominator) end
        as upper_numerator,
    coalesce(pair.denominator, pair.last_denominator) as bound_denominator
from pair
