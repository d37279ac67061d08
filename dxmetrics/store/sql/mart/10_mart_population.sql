-- one row per indicator × group × period × unit that counts: in force at the cut-off, of the target's population, and
-- asked for at least one of the indicator's cells this period. Group '' is the whole indicator. series: a number for the
-- indicator, group and unit, the same in every period (mart.series)
-- kept: whole
with used_cell as (
    select distinct term.indicator, '' as member_group, term.level, '' as side, term.data_element
    from plan.condition_term as term
    where not term.ever
    union all
    select distinct part.indicator, part.member_group, part.level, part.side, part.data_element
    from plan.indicator_part as part
),

-- a numerator without anything to divide it by this quarter (or the other way round) is no question about the indicator
asked_part as (
    select used_cell.indicator, used_cell.member_group, asked.period, asked.org_unit
    from plan.asked as asked
    inner join plan.org_unit as unit on unit.org_unit = asked.org_unit
    inner join used_cell on used_cell.data_element = asked.data_element and used_cell.level = unit.level
    inner join (
        select indicator, member_group, level, count(distinct side) as sides
        from used_cell
        group by indicator, member_group, level
    ) as wanted
        on wanted.indicator = used_cell.indicator
        and wanted.member_group = used_cell.member_group
        and wanted.level = used_cell.level
    group by used_cell.indicator, used_cell.member_group, asked.period, asked.org_unit
    having count(distinct used_cell.side) = max(wanted.sides)
),

asked_unit as (
    select asked_part.indicator, asked_part.member_group, asked_part.period, asked_part.org_unit
    from asked_part
    union
    select asked_part.indicator, '' as member_group, asked_part.period, asked_part.org_unit
    from asked_part
    where asked_part.indicator not in (select measure.indicator from plan.task_measure as measure where not measure.has_total)
)

select
    cast(dense_rank() over (order by asked_unit.indicator, asked_unit.member_group, asked_unit.org_unit) as integer) as series,
    asked_unit.indicator,
    indicator.target,
    indicator.aggregation,
    asked_unit.member_group,
    period.period,
    period.period_index,
    period.year,
    period.structure,
    asked_unit.org_unit,
    unit.level
from asked_unit
inner join plan.indicator as indicator on indicator.indicator = asked_unit.indicator
inner join plan.indicator_level as indicator_level
    on indicator_level.indicator = asked_unit.indicator
inner join plan.org_unit as unit on unit.org_unit = asked_unit.org_unit and unit.level = indicator_level.level
inner join plan.period as period
    on period.period = asked_unit.period
    and period.period_index between indicator.first_index and indicator.last_index
inner join plan.member as member on member.org_unit = asked_unit.org_unit and member.structure = period.structure
where
    indicator.population = 'reporting'
    or (indicator.population = 'in_mt2' and unit.in_mt2)
    or (indicator.population = 'it_dedicated' and unit.it_dedicated)
