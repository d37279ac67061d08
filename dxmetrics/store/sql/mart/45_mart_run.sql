-- one row per unit × due period: quarters_lagging, this one and back the ones in which the unit was in the headline count;
-- periods not due are skipped; a new unit inherits the longest run among the units whose default successor it is
-- kept: earlier periods
with flagged as (
    select
        due.org_unit,
        due.period_index,
        due.structure,
        count(reason.reason) > 0 as is_lagging
    from mart.unit_due as due
    left join mart.reason as reason
        on reason.org_unit = due.org_unit
        and reason.period_index = due.period_index
        and reason.is_headline
    group by due.org_unit, due.period_index, due.structure
),

-- every unit of some time and its default successors, up to the due one, are one line: its due periods, and the last of them in
-- which it did not lag
line as (
    select
        due.org_unit,
        due.period_index,
        leads.from_unit,
        flagged.period_index as earlier_index,
        max(case when not flagged.is_lagging then flagged.period_index end)
            over (partition by due.period_index, leads.from_unit) as clear_index
    from mart.unit_due as due
    inner join plan.fold as leads on leads.structure = due.structure and leads.org_unit = due.org_unit
    inner join plan.fold as stood on stood.from_unit = leads.from_unit
    inner join flagged
        on flagged.structure = stood.structure
        and flagged.org_unit = stood.org_unit
        and flagged.period_index <= due.period_index
),

run as (
    select
        org_unit,
        period_index,
        count(case when earlier_index > coalesce(clear_index, 0) then 1 end) as quarters_lagging
    from line
    group by org_unit, period_index, from_unit
)

select org_unit, period_index, cast(max(quarters_lagging) as integer) as quarters_lagging
from run
group by org_unit, period_index
