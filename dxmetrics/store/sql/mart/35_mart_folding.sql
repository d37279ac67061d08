-- one row per row of indicator_value in a view that folds or fills (nothing in the plain one): of how many units its figures
-- are partial (a predecessor was silent), touched by a split, filled by carry-forward; how many of its period's units have
-- no successor and left; and k of n: predecessors that met it, of those it applied to (metrics.md §6, Folding)
with viewed as (
    select
        coalesce(cast(getvariable('structure') as integer), 0) as structure,
        getvariable('structure') is not null or getvariable('carry_forward') is not null as is_asked
),

-- both sides of a split: one has figures of land that went elsewhere, the other lacks those of land that came
split as (
    select distinct fold.structure, fold.org_unit, whole.last_structure
    from plan.succession as part
    inner join (
        select member.org_unit, max(member.structure) as last_structure
        from plan.member as member
        group by member.org_unit
    ) as whole on whole.org_unit = part.old_unit
    inner join plan.fold as fold on fold.from_unit = part.new_unit and fold.structure > whole.last_structure
    where part.relation = 'part'
),

unit as (
    select
        value.indicator,
        value.member_group,
        value.period_index,
        value.org_unit,
        value.level,
        value.is_partial,
        value.predecessors_met,
        value.predecessors,
        value.age is not null and value.state in ('met', 'not_met', 'reported') as is_carried,
        count(split.org_unit) > 0 as is_split,
        false as has_left
    from viewed
    inner join mart.unit_value_in as value
        on viewed.is_asked
        and value.structure = case when viewed.structure > 0 then viewed.structure else value.period_structure end
    left join split
        on split.structure = value.structure
        and split.org_unit = value.org_unit
        and split.last_structure >= value.period_structure
    group by all
    union all
    select
        value.indicator,
        value.member_group,
        value.period_index,
        value.org_unit,
        value.level,
        false as is_partial,
        0 as predecessors_met,
        0 as predecessors,
        false as is_carried,
        false as is_split,
        true as has_left
    from viewed
    inner join mart.unit_value as value on viewed.is_asked and value.structure < viewed.structure
    left join plan.fold as fold on fold.structure = viewed.structure and fold.from_unit = value.org_unit
    where fold.org_unit is null
),

placed as (
    select unit.*, ancestor.ancestor
    from unit
    inner join plan.ancestor as ancestor on ancestor.org_unit = unit.org_unit
),

levelled as (
    select placed.* from placed
    union all
    select placed.* replace ('all' as level)
    from placed
    inner join plan.org_unit as body on body.org_unit = placed.ancestor and body.level in ('province', 'district')
)

select
    levelled.indicator,
    levelled.member_group,
    levelled.ancestor as org_unit,
    levelled.level,
    levelled.period_index,
    count(case when levelled.has_left then 1 end) as left_units,
    count(case when levelled.is_partial then 1 end) as partial_units,
    count(case when levelled.is_split then 1 end) as split_units,
    count(case when levelled.is_carried then 1 end) as carried_units,
    sum(levelled.predecessors_met) as predecessors_met,
    sum(levelled.predecessors) as predecessors
from levelled
group by levelled.indicator, levelled.member_group, levelled.ancestor, levelled.level, levelled.period_index
