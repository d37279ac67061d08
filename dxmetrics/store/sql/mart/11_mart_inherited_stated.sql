-- one row per structure × unit × element: the value that what is now this unit last stated before the structure began: itself, or
-- the sum of its predecessors', where each had one (plan-model.md §10). Carried from structure to structure. period_index: the last
-- period before
-- kept: earlier structures
with recursive said as materialized (
    select value.org_unit, value.data_element, value.period_index, value.number
    from core.data_value as value
    where value.data_element in (select term.other from plan.condition_term as term where term.stated)
),

at_the_end as (
    select
        said.org_unit,
        said.data_element,
        period.structure,
        arg_max(said.number, said.period_index) as number
    from said
    inner join plan.period as period on period.period_index = said.period_index
    group by said.org_unit, said.data_element, period.structure
),

-- what each unit of a structure was in the one before
before as (
    select fold.structure, fold.org_unit, fold.from_unit, count(*) over (partition by fold.structure, fold.org_unit) as sources
    from plan.fold as fold
    inner join plan.member as member on member.structure = fold.structure - 1 and member.org_unit = fold.from_unit
),

-- a row without unit counts the structures on
known (structure, org_unit, data_element, number, inherited) as (
    select 0, cast(null as varchar), cast(null as varchar), cast(null as decimal(38, 4)), cast(null as decimal(38, 4))
    union all
    select
        given.structure,
        given.org_unit,
        given.data_element,
        coalesce(max(given.own), case when count(given.theirs) = max(given.sources) then sum(given.theirs) end),
        case when count(given.theirs) = max(given.sources) then sum(given.theirs) end
    from (
        select before.structure, before.org_unit, known.data_element, cast(null as decimal(38, 4)) as own, known.number as theirs,
            before.sources
        from known
        inner join before on before.structure = known.structure + 1 and before.from_unit = known.org_unit
        union all
        select at_the_end.structure, at_the_end.org_unit, at_the_end.data_element, at_the_end.number, null, null
        from known
        inner join at_the_end on at_the_end.structure = known.structure + 1
        where known.org_unit is null
        union all
        select known.structure + 1, null, null, null, null, null
        from known
        where known.org_unit is null and known.structure < (select max(structure) from plan.structure)
    ) as given
    group by given.structure, given.org_unit, given.data_element
)

select
    known.structure,
    known.org_unit,
    known.data_element,
    max(period.period_index) as period_index,
    any_value(known.inherited) as number
from known
inner join plan.period as period on period.structure < known.structure
where known.inherited is not null
group by known.structure, known.org_unit, known.data_element
