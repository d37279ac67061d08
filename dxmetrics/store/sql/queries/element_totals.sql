-- one row per org unit × level × peer group × data element × period: the sum over the units of the level that are the org unit
-- or lie under it (level "all": whatever their level; only of bodies with units under them), each period on its own structure.
-- expected: units asked for it, reported: those that gave a number, not_applicable: those it does not apply to.
-- total is empty where no number came. $of: one (the body $unit) | bodies (all with units under them) | units (everybody);
-- $by_peer_group: else peer_group is empty. $period, $level and $elements (a list) may be null: all.
-- Every cell is first summed at one place: at its unit where that is wanted, else at the unit's parent, as units beside each
-- other lie under the same bodies: a country's nine million fold into a few ten thousand sums before they climb. What came
-- and what was asked are counted apart, so that neither drags the other's columns along, and stand side by side before they
-- climb; elements that can't be added up are left out of the few sums at last, not looked for among the many cells.
with wanted as (
    select
        unit.org_unit,
        body.org_unit is not null as is_body
    from plan.org_unit as unit
    left join (select distinct parent as org_unit from plan.org_unit) as body on body.org_unit = unit.org_unit
    where case $of when 'one' then unit.org_unit = $unit when 'bodies' then body.org_unit is not null else true end
),

-- one row per unit and wanted one that it is or lies under
reach as (
    select
        ancestor.org_unit,
        ancestor.ancestor,
        wanted.is_body
    from plan.ancestor as ancestor
    inner join wanted on wanted.org_unit = ancestor.ancestor
),

home as (
    select
        unit.org_unit,
        coalesce(wanted.org_unit, unit.parent) as home,
        unit.level,
        case when $by_peer_group then unit.peer_group else '' end as peer_group
    from plan.org_unit as unit
    left join wanted on wanted.org_unit = unit.org_unit
    where $level is null or $level in ('all', unit.level)
),

-- one row per home × level × peer group, by a number, which is looked up and grouped faster than texts
place as materialized (
    select
        cast(row_number() over () as integer) as place,
        kind.*
    from (
        select distinct
            home.home,
            home.level,
            home.peer_group
        from home
        where home.home in (select reach.org_unit from reach)
    ) as kind
),

lies_at as (
    select
        home.org_unit,
        place.place
    from home
    inner join place on place.home = home.home and place.level = home.level and place.peer_group = home.peer_group
),

told as (
    select
        lies_at.place,
        value.period,
        value.data_element,
        sum(value.number) as total,
        count(value.number) as reported,
        count(case when value.not_applicable then 1 end) as not_applicable
    from core.data_value as value
    inner join lies_at on lies_at.org_unit = value.org_unit
    where
        ($period is null or value.period = $period)
        and ($elements is null or list_contains(cast($elements as varchar[]), value.data_element))
    group by lies_at.place, value.period, value.data_element
),

-- asked cells stand by year and element (plan_tables.py): between says which parts of the table need not be read at all
expected as (
    select
        lies_at.place,
        asked.period,
        asked.data_element,
        count(*) as expected
    from plan.asked as asked
    inner join lies_at on lies_at.org_unit = asked.org_unit
    where
        ($period is null or asked.period = $period)
        and (
            $elements is null
            or (
                list_contains(cast($elements as varchar[]), asked.data_element)
                and asked.data_element
                between list_min(cast($elements as varchar[])) and list_max(cast($elements as varchar[]))
            )
        )
    group by lies_at.place, asked.period, asked.data_element
),

cell as (
    select
        coalesce(told.place, expected.place) as place,
        coalesce(told.period, expected.period) as period,
        coalesce(told.data_element, expected.data_element) as data_element,
        told.total,
        expected.expected,
        told.reported,
        told.not_applicable
    from told
    full join expected
        on expected.place = told.place
        and expected.period = told.period
        and expected.data_element = told.data_element
),

-- one row per place and sum that its cells belong to
belongs as (
    select
        place.place,
        reach.ancestor as org_unit,
        unnest(case when reach.is_body then [place.level, 'all'] else [place.level] end) as level,
        place.peer_group
    from place
    inner join reach on reach.org_unit = place.home
)

select
    belongs.org_unit,
    belongs.level,
    belongs.peer_group,
    cell.period,
    cell.data_element,
    sum(cell.total) as total,
    cast(coalesce(sum(cell.expected), 0) as integer) as expected,
    cast(coalesce(sum(cell.reported), 0) as integer) as reported,
    cast(coalesce(sum(cell.not_applicable), 0) as integer) as not_applicable
from cell
inner join plan.data_element as element on element.data_element = cell.data_element
inner join belongs on belongs.place = cell.place
where element.value_type in ('int', 'decimal', 'bool') and ($level is null or belongs.level = $level)
group by belongs.org_unit, belongs.level, belongs.peer_group, cell.period, cell.data_element
