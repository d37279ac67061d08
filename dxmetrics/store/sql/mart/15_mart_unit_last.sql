-- ratio and latest: one row per indicator × group × period × unit: its last reported pair in this year and its last known
-- denominator ever, own since the structure began, else the sum of what it was before: itself and its predecessors
-- (metrics.md §2: missing units enter the bounds with what was last known). Carried from structure to structure.
-- kept: earlier periods
with recursive reported as (
    select
        population.indicator,
        population.member_group,
        population.period_index,
        population.year,
        population.structure,
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
        structure,
        org_unit,
        last_value(known_denominator ignore nulls) over so_far as denominator,
        last_value(numerator ignore nulls) over this_year as year_numerator,
        last_value(denominator ignore nulls) over this_year as year_denominator,
        last_value(reported_index ignore nulls) over this_year as year_index
    from reported
    window
        so_far as (partition by indicator, member_group, org_unit, structure order by period_index),
        this_year as (partition by indicator, member_group, org_unit, structure, year order by period_index)
),

-- the year in which each structure stood last
closing as (
    select structure.structure, max(period.year) as year
    from plan.structure as structure
    left join plan.period as period on period.structure <= structure.structure
    group by structure.structure
),

at_the_end as (
    select
        own.structure,
        own.indicator,
        own.member_group,
        own.org_unit,
        own.denominator,
        case when own.year = closing.year then own.year_numerator end as year_numerator,
        case when own.year = closing.year then own.year_denominator end as year_denominator,
        case when own.year = closing.year then own.year_index end as year_index
    from own
    inner join closing on closing.structure = own.structure
    inner join (
        select indicator, member_group, org_unit, structure, max(period_index) as period_index
        from own
        group by indicator, member_group, org_unit, structure
    ) as newest
        on newest.indicator = own.indicator
        and newest.member_group = own.member_group
        and newest.org_unit = own.org_unit
        and newest.period_index = own.period_index
),

-- a row without unit counts the structures on; year_index is empty where nothing was reported in the closing year
known (structure, indicator, member_group, org_unit, denominator, year_numerator, year_denominator, year_index) as (
    select
        0,
        cast(null as varchar),
        cast(null as varchar),
        cast(null as varchar),
        cast(null as decimal(38, 4)),
        cast(null as decimal(38, 4)),
        cast(null as decimal(38, 4)),
        cast(null as integer)
    union all
    select
        given.structure,
        given.indicator,
        given.member_group,
        given.org_unit,
        coalesce(
            max(case when given.is_own then given.denominator end),
            case
                when count(case when not given.is_own then 1 end) = count(case when not given.is_own then given.denominator end)
                    then sum(case when not given.is_own then given.denominator end)
            end
        ),
        case when bool_or(given.is_own and given.year_index is not null) then max(case when given.is_own then given.year_numerator end)
            else sum(given.year_numerator)
        end,
        case when bool_or(given.is_own and given.year_index is not null) then max(case when given.is_own then given.year_denominator end)
            else sum(given.year_denominator)
        end,
        coalesce(max(case when given.is_own then given.year_index end), min(given.year_index))
    from (
        select
            fold.structure,
            known.indicator,
            known.member_group,
            fold.org_unit,
            false as is_own,
            known.denominator,
            case when former.year = closing.year then known.year_numerator end as year_numerator,
            case when former.year = closing.year then known.year_denominator end as year_denominator,
            case when former.year = closing.year then known.year_index end as year_index
        from known
        inner join plan.fold as fold on fold.structure = known.structure + 1 and fold.from_unit = known.org_unit
        inner join closing as former on former.structure = known.structure
        inner join closing on closing.structure = fold.structure
        union all
        select
            at_the_end.structure, at_the_end.indicator, at_the_end.member_group, at_the_end.org_unit, true,
            at_the_end.denominator, at_the_end.year_numerator, at_the_end.year_denominator, at_the_end.year_index
        from known
        inner join at_the_end on at_the_end.structure = known.structure + 1
        where known.org_unit is null
        union all
        select known.structure + 1, null, null, null, false, null, null, null, null
        from known
        where known.org_unit is null and known.structure < (select max(structure) from plan.structure)
    ) as given
    group by given.structure, given.indicator, given.member_group, given.org_unit
),

inherited as (
    select
        fold.structure,
        fold.org_unit,
        known.indicator,
        known.member_group,
        former.year,
        case when count(*) = count(known.denominator) then sum(known.denominator) end as denominator,
        sum(known.year_numerator) as year_numerator,
        sum(known.year_denominator) as year_denominator,
        min(known.year_index) as year_index
    from known
    inner join plan.fold as fold on fold.structure = known.structure + 1 and fold.from_unit = known.org_unit
    inner join closing as former on former.structure = known.structure
    group by fold.structure, fold.org_unit, known.indicator, known.member_group, former.year
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
left join inherited
    on inherited.structure = own.structure
    and inherited.org_unit = own.org_unit
    and inherited.indicator = own.indicator
    and inherited.member_group = own.member_group
