-- ratio and latest: one row per indicator × group × period × unit: its last reported pair in this year and its last known
-- denominator ever, own, else the sum of its direct predecessors' (metrics.md §2: missing units enter the bounds with what was last known)
-- kept: earlier periods
with reported as (
    select
        population.indicator,
        population.member_group,
        population.period_index,
        population.year,
        population.org_unit,
        case when pair.state = 'reported' then pair.numerator end as numerator,
        case when pair.state = 'reported' then pair.denominator end as denominator,
        pair.known_denominator,
        case when pair.state = 'reported' then population.period_index end as reported_index
    from mart.population as population
    inner join mart.unit_pair as pair
        on pair.indicator = population.indicator
        and pair.member_group = population.member_group
        and pair.period_index = population.period_index
        and pair.org_unit = population.org_unit
),

own as (
    select
        indicator,
        member_group,
        period_index,
        year,
        org_unit,
        last_value(known_denominator ignore nulls) over so_far as denominator,
        last_value(numerator ignore nulls) over this_year as year_numerator,
        last_value(denominator ignore nulls) over this_year as year_denominator,
        last_value(reported_index ignore nulls) over this_year as year_index
    from reported
    window
        so_far as (partition by indicator, member_group, org_unit order by period_index),
        this_year as (partition by indicator, member_group, org_unit, year order by period_index)
),

at_the_end as (
    select own.*
    from own
    inner join (
        select indicator, member_group, org_unit, max(period_index) as period_index
        from own
        group by indicator, member_group, org_unit
    ) as newest
        on newest.indicator = own.indicator
        and newest.member_group = own.member_group
        and newest.org_unit = own.org_unit
        and newest.period_index = own.period_index
),

inherited as (
    select
        predecessor.org_unit,
        at_the_end.indicator,
        at_the_end.member_group,
        max(at_the_end.year) as year,
        case when count(*) = count(at_the_end.denominator) then sum(at_the_end.denominator) end as denominator,
        sum(at_the_end.year_numerator) as year_numerator,
        sum(at_the_end.year_denominator) as year_denominator,
        min(at_the_end.year_index) as year_index
    from plan.predecessor as predecessor
    inner join at_the_end on at_the_end.org_unit = predecessor.predecessor
    group by predecessor.org_unit, at_the_end.indicator, at_the_end.member_group
)

select
    own.indicator,
    own.member_group,
    own.period_index,
    own.org_unit,
    coalesce(own.denominator, inherited.denominator) as last_denominator,
    case when own.year_index is not null then own.year_numerator else inherited_in_year.year_numerator end as year_numerator,
    case when own.year_index is not null then own.year_denominator else inherited_in_year.year_denominator end as year_denominator,
    coalesce(own.year_index, inherited_in_year.year_index) as year_index
from own
left join inherited
    on inherited.org_unit = own.org_unit
    and inherited.indicator = own.indicator
    and inherited.member_group = own.member_group
left join inherited as inherited_in_year
    on inherited_in_year.org_unit = own.org_unit
    and inherited_in_year.indicator = own.indicator
    and inherited_in_year.member_group = own.member_group
    and inherited_in_year.year = own.year
