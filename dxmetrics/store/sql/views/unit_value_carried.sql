-- one row per row of unit_value; where a state that would be not_reported rests on filled cells, the age of the oldest of them
with used_cell as (
    select term.indicator, '' as member_group, term.level, term.data_element
    from plan.condition_term as term
    where not term.ever
    union
    select term.indicator, '' as member_group, term.level, term.other as data_element
    from plan.condition_term as term
    where not term.ever and not term.stated
    union
    select part.indicator, part.member_group, part.level, part.data_element
    from plan.indicator_part as part
    union
    select part.indicator, '' as member_group, part.level, part.data_element
    from plan.indicator_part as part
),

carried as (
    select
        value.indicator,
        value.member_group,
        value.period_index,
        value.org_unit,
        max(filled.age) as age
    from mart.unit_value as value
    inner join used_cell
        on used_cell.indicator = value.indicator
        and used_cell.member_group = value.member_group
        and used_cell.level = value.level
    inner join core.carried_value as filled
        on filled.org_unit = value.org_unit
        and filled.period_index = value.period_index
        and filled.data_element = used_cell.data_element
    inner join mart.stated_unit_value as stated
        on stated.indicator = value.indicator
        and stated.member_group = value.member_group
        and stated.period_index = value.period_index
        and stated.org_unit = value.org_unit
        and stated.state = 'not_reported'
    where value.state <> 'not_reported'
    group by value.indicator, value.member_group, value.period_index, value.org_unit
)

select value.* replace (coalesce(carried.age, value.age) as age)
from mart.unit_value as value
left join carried
    on carried.indicator = value.indicator
    and carried.member_group = value.member_group
    and carried.period_index = value.period_index
    and carried.org_unit = value.org_unit
