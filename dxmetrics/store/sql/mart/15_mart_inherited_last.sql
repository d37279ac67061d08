-- ratio and latest: one row per structure × series of a unit: what it brought into the structure, itself and its
-- predecessors together: their last known denominators, where every one has one, and what they last reported in year, the one in
-- which the structure before ended (metrics.md §2: missing units enter the bounds with what was last known). Carried from
-- structure to structure. period_index: the last period before
-- kept: earlier structures
with recursive pair as (
    select
        series.indicator,
        series.member_group,
        pair.period_index,
        period.year,
        period.structure,
        series.org_unit,
        pair.known_denominator,
        case when pair.state = 'reported' then pair.numerator end as numerator,
        case when pair.state = 'reported' then pair.denominator end as denominator,
        case when pair.state = 'reported' then pair.period_index end as reported_index
    from mart.unit_pair as pair
    inner join mart.series as series on series.series = pair.series
    inner join plan.period as period on period.period_index = pair.period_index
),

-- the period and the year with which each structure ended
closing as (
    select structure.structure, max(period.period_index) as period_index, max(period.year) as year
    from plan.structure as structure
    left join plan.period as period on period.structure <= structure.structure
    group by structure.structure
),

at_the_end as (
    select
        pair.structure,
        pair.indicator,
        pair.member_group,
        pair.org_unit,
        arg_max(pair.known_denominator, pair.period_index) as denominator,
        arg_max(pair.numerator, pair.period_index) filter (where pair.year = closing.year) as year_numerator,
        arg_max(pair.denominator, pair.period_index) filter (where pair.year = closing.year) as year_denominator,
        max(pair.reported_index) filter (where pair.year = closing.year) as year_index
    from pair
    inner join closing on closing.structure = pair.structure
    group by pair.structure, pair.indicator, pair.member_group, pair.org_unit
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
)

select
    fold.structure,
    heir.series,
    former.period_index,
    former.year,
    case when count(*) = count(known.denominator) then sum(known.denominator) end as denominator,
    sum(known.year_numerator) as year_numerator,
    sum(known.year_denominator) as year_denominator,
    min(known.year_index) as year_index
from known
inner join plan.fold as fold on fold.structure = known.structure + 1 and fold.from_unit = known.org_unit
inner join mart.series as heir
    on heir.indicator = known.indicator
    and heir.member_group = known.member_group
    and heir.org_unit = fold.org_unit
    and heir.is_single_unit
inner join closing as former on former.structure = known.structure
group by fold.structure, heir.series, former.period_index, former.year
