-- one row per org unit × level × peer group × data element × period: the sum over the units of the level that are the org unit
-- or lie under it (level "all": whatever their level; only of bodies with units under them), each period on its own structure.
-- expected: units asked for it, reported: those that gave a number, not_applicable: those it does not apply to.
-- total is empty where no number came. $of: one (the body $unit) | bodies (all with units under them) | units (everybody);
-- $by_peer_group: else peer_group is empty. $period, $level and $elements (a list) may be null: all.
-- Cells are first summed by their unit's parent, as units beside each other lie under the same bodies: a country's nine million
-- fold into a few ten thousand sums before they climb.
with body as (
    select distinct unit.parent as org_unit
    from plan.org_unit as unit
    where unit.parent <> ''
),

wanted as (
    select unit.org_unit
    from plan.org_unit as unit
    left join body on body.org_unit = unit.org_unit
    where case $of when 'one' then unit.org_unit = $unit when 'bodies' then body.org_unit is not null else true end
),

-- where a unit's cells are summed: at itself where it is wanted, and at its parent, to climb from there
home as (
    select unit.org_unit, unit.org_unit as home, unit.level, unit.peer_group, false as climbs
    from plan.org_unit as unit
    inner join wanted on wanted.org_unit = unit.org_unit
    union all
    select unit.org_unit, unit.parent as home, unit.level, unit.peer_group, true as climbs
    from plan.org_unit as unit
    where unit.parent in (
        select ancestor.org_unit
        from plan.ancestor as ancestor
        inner join wanted on wanted.org_unit = ancestor.ancestor
    )
),

-- only what can be added up
element as (
    select element.data_element
    from plan.data_element as element
    where
        element.value_type in ('int', 'decimal', 'bool')
        and ($elements is null or list_contains(cast($elements as varchar[]), element.data_element))
),

cell as (
    select
        value.org_unit,
        value.period,
        value.data_element,
        value.number,
        cast(value.number is not null as integer) as reported,
        cast(value.not_applicable as integer) as not_applicable,
        0 as expected
    from core.data_value as value
    inner join element on element.data_element = value.data_element
    where $period is null or value.period = $period
    union all
    select
        asked.org_unit,
        asked.period,
        asked.data_element,
        cast(null as decimal(18, 4)) as number,
        0 as reported,
        0 as not_applicable,
        1 as expected
    from plan.asked as asked
    inner join element on element.data_element = asked.data_element
    where $period is null or asked.period = $period
),

at_home as (
    select
        home.home,
        home.climbs,
        home.level,
        case when $by_peer_group then home.peer_group else '' end as peer_group,
        cell.period,
        cell.data_element,
        sum(cell.number) as total,
        sum(cell.reported) as reported,
        sum(cell.not_applicable) as not_applicable,
        sum(cell.expected) as expected
    from cell
    inner join home on home.org_unit = cell.org_unit
    group by
        home.home,
        home.climbs,
        home.level,
        case when $by_peer_group then home.peer_group else '' end,
        cell.period,
        cell.data_element
),

climbed as (
    select ancestor.ancestor as org_unit, at_home.* exclude (home, climbs)
    from at_home
    inner join plan.ancestor as ancestor on ancestor.org_unit = at_home.home
    inner join wanted on wanted.org_unit = ancestor.ancestor
    where at_home.climbs or ancestor.ancestor = at_home.home
),

levelled as (
    select climbed.* from climbed
    union all
    select climbed.* replace ('all' as level)
    from climbed
    inner join body on body.org_unit = climbed.org_unit
)

select
    levelled.org_unit,
    levelled.level,
    levelled.peer_group,
    levelled.period,
    levelled.data_element,
    sum(levelled.total) as total,
    cast(sum(levelled.expected) as integer) as expected,
    cast(sum(levelled.reported) as integer) as reported,
    cast(sum(levelled.not_applicable) as integer) as not_applicable
from levelled
where $level is null or levelled.level = $level
group by levelled.org_unit, levelled.level, levelled.peer_group, levelled.period, levelled.data_element
