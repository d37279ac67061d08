-- one row per unit × due period: quarters_lagging, this one and back the ones in which the unit was in the headline count;
-- periods not due are skipped; a new unit inherits the longest run among the units whose default successor it is
-- kept: earlier periods
with recursive flagged as (
    select
        due.org_unit,
        due.period_index,
        count(reason.reason) > 0 as is_lagging
    from mart.unit_due as due
    left join mart.reason as reason
        on reason.org_unit = due.org_unit
        and reason.period_index = due.period_index
        and reason.is_headline
    group by due.org_unit, due.period_index
),

-- a row without unit counts the periods on
run (period_index, org_unit, quarters_lagging) as (
    select min(period.period_index) - 1, cast(null as varchar), 0
    from plan.period as period
    union all
    select
        given.period_index,
        given.org_unit,
        case
            when not bool_or(given.is_due) then max(given.run_before)
            when bool_or(given.is_lagging) then max(given.run_before) + 1
            else 0
        end
    from (
        select period.period_index, fold.org_unit, run.quarters_lagging as run_before, false as is_due, false as is_lagging
        from run
        inner join plan.period as period on period.period_index = run.period_index + 1
        inner join plan.fold as fold on fold.structure = period.structure and fold.from_unit = run.org_unit
        union all
        select flagged.period_index, flagged.org_unit, 0, true, flagged.is_lagging
        from run
        inner join flagged on flagged.period_index = run.period_index + 1
        where run.org_unit is null
        union all
        select run.period_index + 1, null, 0, false, false
        from run
        where run.org_unit is null and run.period_index < (select max(period_index) from plan.period)
    ) as given
    group by given.period_index, given.org_unit
)

select run.org_unit, run.period_index, run.quarters_lagging
from run
inner join flagged on flagged.org_unit = run.org_unit and flagged.period_index = run.period_index
