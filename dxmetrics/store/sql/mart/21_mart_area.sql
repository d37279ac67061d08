-- one row per structure × earlier (or the same) structure × series of a unit that counts in both: the area over which
-- a period of the one can be compared with a period of the other (metrics.md §3, "any comparison between two periods").
-- An heir outside the population (not IT-dedicated, say) is none of it, whoever it carries on; where a structure has no
-- population of its own, since nothing was asked while it stood, all heirs are.
-- kept: whole
with counted as (
    select distinct value.structure, value.period_structure as area, value.series, value.indicator, value.member_group
    from mart.unit_value_in as value
),

asked as (
    select distinct structure, indicator, member_group
    from counted
    where area = structure
)

select counted.structure, counted.area, counted.series
from counted
left join asked
    on asked.structure = counted.structure
    and asked.indicator = counted.indicator
    and asked.member_group = counted.member_group
left join counted as today
    on today.structure = counted.structure
    and today.area = counted.structure
    and today.series = counted.series
where today.series is not null or asked.structure is null
