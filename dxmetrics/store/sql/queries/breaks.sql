-- one row per indicator × group × org unit × level × quarter at which its line breaks: with a change of structure some unit of
-- the row began, ended, or took in a neighbour; on one structure only where land joined. Of a target, an indicator, or all
with line_unit as (
    select
        progress.indicator,
        progress.member_group,
        progress.org_unit as line,
        progress.level as line_level,
        progress.period,
        progress.period_index,
        progress.structure,
        value.period_structure,
        value.org_unit
    from mart.target_progress as progress
    inner join mart.series_above as counted on counted.above = progress.series
    inner join mart.unit_value_in as value
        on value.series = counted.series
        and value.structure = progress.structure
        and value.period_index = progress.period_index
    where $target is null or progress.target = $target or progress.indicator = $target
),

-- a unit as it was in that structure: itself and, where it took in others on that day, them
known_as as (
    select
        line_unit.*,
        line_unit.org_unit || coalesce(' since ' || cast(taken.structure as varchar), '') as name
    from line_unit
    left join (
        select fold.org_unit, max(fold.structure) as structure, member.structure as at_structure
        from plan.fold as fold
        inner join plan.member as member on member.org_unit = fold.org_unit and member.structure >= fold.structure
        inner join plan.member as before on before.org_unit = fold.from_unit and before.structure = fold.structure - 1
        where fold.from_unit <> fold.org_unit
        group by fold.org_unit, member.structure
    ) as taken on taken.org_unit = line_unit.org_unit and taken.at_structure = line_unit.period_structure
),

line as (
    select
        indicator,
        member_group,
        line,
        line_level,
        period,
        period_index,
        structure,
        period_structure,
        list_sort(list(name)) as names,
        list_sort(list(org_unit)) as units
    from known_as
    group by indicator, member_group, line, line_level, period, period_index, structure, period_structure
)

select
    now_.indicator,
    now_.line as org_unit,
    now_.line_level as level,
    now_.member_group as "group",
    now_.period,
    true as is_break
from line as now_
inner join line as before
    on before.indicator = now_.indicator
    and before.member_group = now_.member_group
    and before.line = now_.line
    and before.line_level = now_.line_level
    and before.period_index = now_.period_index - 1
where
    before.period_structure <> now_.period_structure
    and case when before.structure = now_.structure then before.units <> now_.units else before.names <> now_.names end
