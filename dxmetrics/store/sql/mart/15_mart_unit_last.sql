-- ratio and latest: one row per indicator × group × period × unit: its last reported pair in this year and its last known
-- denominator ever, own since the structure began, else what it brought into it (mart.inherited_last)
-- kept: earlier periods
with pair as (
    select
        pair.indicator,
        pair.member_group,
        pair.period_index,
        period.year,
        period.structure,
        pair.org_unit,
        case when pair.state = 'reported' then pair.numerator end as numerator,
        case when pair.state = 'reported' then pair.denominator end as denominator,
        pair.known_denominator,
        case when pair.state = 'reported' then pair.period_index end as reported_index
    from mart.unit_pair as pair
    inner join plan.period as period on period.period_index = pair.period_index
    -- no window function looks beyond a structure
    where
        period.structure in (
            select made_in.structure
            from plan.period as made_in
            where made_in.period_index in (select distinct made.unit_pair.period_index from made.unit_pair)
        )
),

own as (
    select
        indicator,
        member_group,
        period_index,
        year,
        structure,
        org_unit,
        last_value(known_denominator ignore nulls) over so_far as denominator,
        last_value(numerator ignore nulls) over this_year as year_numerator,
        last_value(denominator ignore nulls) over this_year as year_denominator,
        last_value(reported_index ignore nulls) over this_year as year_index
    from pair
    window
        so_far as (partition by indicator, member_group, org_unit, structure order by period_index),
        this_year as (partition by indicator, member_group, org_unit, structure, year order by period_index)
)

select
    own.indicator,
    own.member_group,
    own.period_index,
    own.org_unit,
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
    and inherited.org_unit = own.org_unit
    and inherited.indicator = own.indicator
    and inherited.member_group = own.member_group
