-- one row per incomplete row of target_progress × unit whose answer could change it: how its return stands (no_return |
-- rejected | pending | no_value | not_due) and by how many points its answer can move the value between the bounds (empty where
-- the row has none)
-- kept: earlier periods
with return_of as (
    select distinct asked.period, asked.org_unit, asked.reporter, reporting.state
    from plan.asked as asked
    inner join mart.reporting as reporting on reporting.org_unit = asked.reporter and reporting.period = asked.period
),

placed as (
    select
        settling.*,
        value.org_unit as unit,
        value.state,
        value.lower_numerator,
        value.upper_numerator,
        sum(value.bound_denominator) over (
            partition by settling.indicator, settling.member_group, settling.org_unit, settling.level, settling.period_index
        ) as base
    from made.settling as settling
    inner join made.unit_value as value
        on value.indicator = settling.indicator
        and value.member_group = settling.member_group
        and value.period_index = settling.period_index
        and settling.level in ('all', value.level)
        and value.state <> 'not_applicable'
    inner join plan.ancestor as ancestor
        on ancestor.org_unit = value.org_unit and ancestor.ancestor = settling.org_unit
)

select
    placed.* exclude (state, lower_numerator, upper_numerator, base),
    return_of.reporter,
    case return_of.state
        when 'missing' then 'no_return'
        when 'accepted' then 'no_value'
        else return_of.state
    end as return_state,
    case
        when placed.lower is null or placed.upper is null then null
        when placed.aggregation = 'share_of_units' then 100.0 / placed.units
        else 100 * cast(placed.upper_numerator - placed.lower_numerator as double) / nullif(cast(placed.base as double), 0)
    end as points
from placed
inner join return_of on return_of.period = placed.period and return_of.org_unit = placed.unit
where placed.state = 'not_reported'
