-- one row per row of unit_value of a unit on the land the province had when the Plan began
select value.*
from mart.unit_value as value
inner join plan.org_unit as unit on unit.org_unit = value.org_unit
where
    unit.area in (
        select first_unit.area
        from plan.member as member
        inner join plan.org_unit as first_unit on first_unit.org_unit = member.org_unit
        where member.structure = (select min(period.structure) from plan.period as period)
    )
