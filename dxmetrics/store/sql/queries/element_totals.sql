-- one row per org unit × level × peer group × data element × period: the sum over the units of the level that are the org unit
-- or lie under it (level "all": whatever their level; only of bodies with units under them), each period on its own structure.
-- expected: units asked for it, reported: those that gave a number, not_applicable: those it does not apply to.
-- total is empty where no number came. $of: one (the body $unit) | bodies (all with units under them) | units (everybody);
-- $by_peer_group: else peer_group is empty. $period, $level and $elements (a list) may be null: all.
-- Cells are first summed by their unit's parent, as units beside each other lie under the same bodies: a country's nine million
-- fold into a few ten thousand sums before they climb. Until then elements, places and sums go by numbers, which are looked up
-- and grouped faster than texts; what came and what was asked are counted apart, so that neither drags the other's columns along.
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
    select
        unit.org_unit,
        unit.org_unit as home,
        unit.level,
        case when $by_peer_group then unit.peer_group else '' end as peer_group,
        false as climbs
    from plan.org_unit as unit
    inner join wanted on wanted.org_unit = unit.org_unit
    union all
    select
        unit.org_unit,
        unit.parent as home,
        unit.level,
        case when $by_peer_group then unit.peer_group else '' end as peer_group,
        true as climbs
    from plan.org_unit as unit
    where unit.parent in (
        select ancestor.org_unit
        from plan.ancestor as ancestor
        inner join wanted on wanted.org_unit = ancestor.ancestor
    )
),

-- one row per home × level × peer group × whether it climbs: what may be summed there before anything climbs
place as materialized (
    select cast(row_number() over () as integer) as place, kind.*
    from (
        select distinct home.home, home.level, home.peer_group, home.climbs
        from home
        where $level is null or $level in ('all', home.level)
    ) as kind
),

lies_at as materialized (
    select home.org_unit, place.place
    from home
    inner join place
        on place.home = home.home
        and place.level = home.level
        and place.peer_group = home.peer_group
        and place.climbs = home.climbs
),

-- one row per place and sum that its cells belong to
belongs as (
    select
        place.place,
        ancestor.ancestor as org_unit,
        unnest(case when body.org_unit is null then [place.level] else [place.level, 'all'] end) as level,
        place.peer_group
    from place
    inner join plan.ancestor as ancestor on ancestor.org_unit = place.home
    inner join wanted on wanted.org_unit = ancestor.ancestor
    left join body on body.org_unit = ancestor.ancestor
    where place.climbs or ancestor.ancestor = place.home
),

-- only what can be added up
element as materialized (
    select element.data_element, cast(row_number() over () as integer) as element
    from plan.data_element as element
    where
        element.value_type in ('int', 'decimal', 'bool')
        and ($elements is null or list_contains(cast($elements as varchar[]), element.data_element))
),

told as (
    select
        lies_at.place,
        value.period,
        element.element,
        sum(value.number) as total,
        0 as expected,
        count(value.number) as reported,
        count(case when value.not_applicable then 1 end) as not_applicable
    from core.data_value as value
    inner join element on element.data_element = value.data_element
    inner join lies_at on lies_at.org_unit = value.org_unit
    where $period is null or value.period = $period
    group by lies_at.place, value.period, element.element
),

expected as (
    select
        lies_at.place,
        asked.period,
        element.element,
        null as total,
        count(*) as expected,
        0 as reported,
        0 as not_applicable
    from plan.asked as asked
    inner join element on element.data_element = asked.data_element
    inner join lies_at on lies_at.org_unit = asked.org_unit
    where $period is null or asked.period = $period
    group by lies_at.place, asked.period, element.element
),

summed as (
    select
        belongs.org_unit,
        belongs.level,
        belongs.peer_group,
        cell.period,
        cell.element,
        sum(cell.total) as total,
        sum(cell.expected) as expected,
        sum(cell.reported) as reported,
        sum(cell.not_applicable) as not_applicable
    from (select told.* from told union all select expected.* from expected) as cell
    inner join belongs on belongs.place = cell.place
    where $level is null or belongs.level = $level
    group by belongs.org_unit, belongs.level, belongs.peer_group, cell.period, cell.element
)

select
    summed.org_unit,
    summed.level,
    summed.peer_group,
    summed.period,
    element.data_element,
    summed.total,
    cast(summed.expected as integer) as expected,
    cast(summed.reported as integer) as reported,
    cast(summed.not_applicable as integer) as not_applicable
from summed
inner join element on element.element = summed.element
