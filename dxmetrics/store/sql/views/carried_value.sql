-- one row per cell filled by carry-forward: org unit × quarter × stock element that a return is asked for and no accepted one
-- states: the unit's last statement, and its age in quarters (metrics.md §2). A unit without an own statement has its
-- predecessors' last ones, folded as §6 folds: counts add, where every predecessor has one; a yes/no is no if any said no,
-- else open if any is silent, else yes; "does not apply" is left out. A last statement "does not apply" fills nothing, and
-- neither does a quarter that has not begun.
with recursive asked_ever as (
    select distinct asked.org_unit, asked.data_element
    from plan.asked as asked
    inner join plan.data_element as element on element.data_element = asked.data_element and element.kind = 'stock'
),

-- who could have stated it: units in force × what they are asked in any quarter
grid as (
    select
        period.period_index,
        asked_ever.org_unit,
        asked_ever.data_element,
        element.value_type,
        value.org_unit is not null as is_stated,
        value.number,
        value.text,
        value.not_applicable
    from plan.period as period
    inner join plan.member as member on member.structure = period.structure
    inner join asked_ever on asked_ever.org_unit = member.org_unit
    inner join plan.data_element as element on element.data_element = asked_ever.data_element
    left join core.stated_value as value
        on value.org_unit = asked_ever.org_unit
        and value.data_element = asked_ever.data_element
        and value.period_index = period.period_index
),

lineage as (
    select period.period_index, before.org_unit as from_unit, fold.org_unit
    from plan.period as period
    inner join plan.period as previous on previous.period_index = period.period_index - 1
    inner join plan.member as before on before.structure = previous.structure
    inner join plan.fold as fold on fold.structure = period.structure and fold.from_unit = before.org_unit
    inner join plan.org_unit as old on old.org_unit = before.org_unit
    inner join plan.org_unit as heir on heir.org_unit = fold.org_unit and heir.level = old.level
),

-- what is known of each cell at the end of each quarter; stated_index is empty where nothing ever was stated
known (period_index, org_unit, data_element, number, text, not_applicable, stated_index) as (
    select
        grid.period_index,
        grid.org_unit,
        grid.data_element,
        grid.number,
        grid.text,
        grid.not_applicable,
        case when grid.is_stated then grid.period_index end
    from grid
    where grid.period_index = (select min(period.period_index) from plan.period as period)
    union all
    select
        grid.period_index,
        grid.org_unit,
        grid.data_element,
        case when grid.is_stated then grid.number else cast(inherited.number as decimal(18, 4)) end,
        case when grid.is_stated then grid.text else inherited.text end,
        case when grid.is_stated then grid.not_applicable else inherited.not_applicable end,
        case when grid.is_stated then grid.period_index else inherited.stated_index end
    from grid
    left join (
        select
            lineage.period_index,
            lineage.org_unit,
            known.data_element,
            case
                when element.value_type = 'bool' and min(known.number) = 0 then 0
                when count(*) > count(known.stated_index) then null
                when element.value_type = 'bool' then min(known.number)
                when element.value_type in ('int', 'decimal') then sum(known.number)
                when count(*) = 1 then min(known.number)
            end as number,
            case when count(*) = 1 then min(known.text) end as text,
            bool_and(coalesce(known.not_applicable, false)) as not_applicable,
            case
                when element.value_type = 'bool' and min(known.number) = 0 then min(known.stated_index)
                when element.value_type not in ('bool', 'int', 'decimal') and count(*) > 1 then null
                when count(*) = count(known.stated_index) then min(known.stated_index)
            end as stated_index
        from known
        inner join lineage on lineage.from_unit = known.org_unit and lineage.period_index = known.period_index + 1
        inner join plan.data_element as element on element.data_element = known.data_element
        group by lineage.period_index, lineage.org_unit, known.data_element, element.value_type
    ) as inherited
        on inherited.period_index = grid.period_index
        and inherited.org_unit = grid.org_unit
        and inherited.data_element = grid.data_element
    where grid.period_index = (select max(known.period_index) + 1 from known)
)

select
    known.org_unit,
    period.period,
    known.period_index,
    known.data_element,
    known.number,
    known.text,
    known.period_index - known.stated_index as age
from known
inner join plan.period as period on period.period_index = known.period_index
cross join core.clock as clock
inner join (
    select distinct asked.period, asked.org_unit, asked.data_element
    from plan.asked as asked
) as asked
    on asked.period = period.period
    and asked.org_unit = known.org_unit
    and asked.data_element = known.data_element
where
    known.stated_index < known.period_index
    and not coalesce(known.not_applicable, false)
    and (known.number is not null or known.text is not null)
    and period.starts_on <= cast(clock.moment as date)
