-- ratio and latest: one row per indicator × group × period × unit: its last reported pair in this year and its last known
-- denominator ever, own, else the sum of its predecessors', theirs standing in where they have none, back through every
-- merger (metrics.md §2: missing units enter the bounds with what was last known)
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
        and pair.period = population.period
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

-- a unit and one that it carries on directly, with what that one last said; is_end: nobody came before it
link as (
    select
        predecessor.org_unit as heir,
        at_the_end.*,
        at_the_end.denominator is null
        and not exists (
            select 1
            from plan.predecessor as earlier
            inner join at_the_end as before
                on before.org_unit = earlier.predecessor
                and before.indicator = at_the_end.indicator
                and before.member_group = at_the_end.member_group
            where earlier.org_unit = at_the_end.org_unit
        ) as is_end
    from plan.predecessor as predecessor
    inner join at_the_end on at_the_end.org_unit = predecessor.predecessor
),

heir as (
    select distinct own.indicator, own.member_group, own.org_unit
    from own
),

denominator_of as (
    with recursive step (indicator, member_group, org_unit, from_unit, denominator, is_end) as (
        select heir.indicator, heir.member_group, heir.org_unit, before.org_unit, before.denominator, before.is_end
        from heir
        inner join link as before
            on before.heir = heir.org_unit
            and before.indicator = heir.indicator
            and before.member_group = heir.member_group
        union all
        select step.indicator, step.member_group, step.org_unit, before.org_unit, before.denominator, before.is_end
        from step
        inner join link as before
            on before.heir = step.from_unit
            and before.indicator = step.indicator
            and before.member_group = step.member_group
        where step.denominator is null
    )

    select indicator, member_group, org_unit, case when count(*) = count(denominator) then sum(denominator) end as denominator
    from step
    where denominator is not null or is_end
    group by indicator, member_group, org_unit
),

figures_of as (
    with recursive step (indicator, member_group, org_unit, year, from_unit, year_numerator, year_denominator, year_index) as (
        select
            heir.indicator, heir.member_group, heir.org_unit, years.year, before.org_unit,
            case when before.year = years.year then before.year_numerator end,
            case when before.year = years.year then before.year_denominator end,
            case when before.year = years.year then before.year_index end
        from heir
        cross join (select distinct year from own) as years
        inner join link as before
            on before.heir = heir.org_unit
            and before.indicator = heir.indicator
            and before.member_group = heir.member_group
        union all
        select
            step.indicator, step.member_group, step.org_unit, step.year, before.org_unit,
            case when before.year = step.year then before.year_numerator end,
            case when before.year = step.year then before.year_denominator end,
            case when before.year = step.year then before.year_index end
        from step
        inner join link as before
            on before.heir = step.from_unit
            and before.indicator = step.indicator
            and before.member_group = step.member_group
        where step.year_index is null
    )

    select
        indicator,
        member_group,
        org_unit,
        year,
        sum(year_numerator) as year_numerator,
        sum(year_denominator) as year_denominator,
        min(year_index) as year_index
    from step
    group by indicator, member_group, org_unit, year
)

select
    own.indicator,
    own.member_group,
    own.period_index,
    own.org_unit,
    coalesce(own.denominator, denominator_of.denominator) as last_denominator,
    case when own.year_index is not null then own.year_numerator else figures_of.year_numerator end as year_numerator,
    case when own.year_index is not null then own.year_denominator else figures_of.year_denominator end as year_denominator,
    coalesce(own.year_index, figures_of.year_index) as year_index
from own
left join denominator_of
    on denominator_of.org_unit = own.org_unit
    and denominator_of.indicator = own.indicator
    and denominator_of.member_group = own.member_group
left join figures_of
    on figures_of.org_unit = own.org_unit
    and figures_of.indicator = own.indicator
    and figures_of.member_group = own.member_group
    and figures_of.year = own.year
