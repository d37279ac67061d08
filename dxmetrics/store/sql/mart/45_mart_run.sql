-- one row per unit × due period: quarters_lagging, this one and back the ones in which the unit was in the headline count;
-- a new unit inherits the longest run among the units whose default successor it is
-- kept: earlier periods
with recursive flagged as (
    select
        due.org_unit,
        due.period_index,
        dense_rank() over (order by due.period_index) as turn,
        count(reason.reason) > 0 as is_lagging
    from mart.unit_due as due
    left join mart.reason as reason
        on reason.org_unit = due.org_unit
        and reason.period_index = due.period_index
        and reason.is_headline
    group by due.org_unit, due.period_index
),

run (org_unit, period_index, turn, quarters_lagging) as (
    select org_unit, period_index, turn, cast(is_lagging as integer)
    from flagged
    where turn = 1
    union all
    select
        flagged.org_unit,
        flagged.period_index,
        flagged.turn,
        case when flagged.is_lagging then 1 + coalesce(max(run.quarters_lagging), 0) else 0 end
    from flagged
    left join (
        select same.org_unit, same.org_unit as before from plan.org_unit as same
        union all
        select predecessor.org_unit, predecessor.predecessor from plan.predecessor as predecessor
    ) as lineage on lineage.org_unit = flagged.org_unit
    left join run on run.org_unit = lineage.before and run.turn = flagged.turn - 1
    where flagged.turn = (select max(run.turn) + 1 from run)
    group by flagged.org_unit, flagged.period_index, flagged.turn, flagged.is_lagging
)

select org_unit, period_index, quarters_lagging
from run
