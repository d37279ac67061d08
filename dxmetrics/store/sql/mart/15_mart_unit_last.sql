-- ratio and latest: one row per series of a unit × period: its last reported pair in this year and its last known
-- denominator ever, own since the structure began, else what it brought into it (mart.inherited_last)
-- kept: earlier periods
with own as (
    select
        pair.series,
        pair.period_index,
        any_value(period.year) as year,
        any_value(period.structure) as structure,
        arg_max(earlier.known_denominator, earlier.period_index) as denominator,
        arg_max(earlier.numerator, earlier.period_index)
            filter (where earlier.state = 'reported' and before.year = period.year) as year_numerator,
        arg_max(earlier.denominator, earlier.period_index)
            filter (where earlier.state = 'reported' and before.year = period.year) as year_denominator,
        max(earlier.period_index) filter (where earlier.state = 'reported' and before.year = period.year) as year_index
    from made.unit_pair as pair
    inner join plan.period as period on period.period_index = pair.period_index
    inner join plan.period as before on before.structure = period.structure and before.period_index <= period.period_index
    inner join mart.unit_pair as earlier
        on earlier.period_index = before.period_index
        and earlier.series = pair.series
    group by pair.series, pair.period_index
)

select
    own.series,
    own.period_index,
    coalesce(own.denominator, inherited.denominator) as last_denominator,
    case
        when own.year_index is not null then own.year_numerator
        when inherited.year = own.year then inherited.year_numerator
    end as year_numerator,
    case
        when own.year_index is not null then own.year_denominator
        when inherited.year = own.year then inherited.year_denominator
    end as year_denominator,
    case
        when own.year_index is not null then own.year_index
        when inherited.year = own.year then inherited.year_index
    end as year_index
from own
left join mart.inherited_last as inherited
    on inherited.structure = own.structure
    and inherited.series = own.series
