-- one row per period × platform group (III.7): its deployment as the coordinating agency states it (empty: not stated, or not
-- asked), the bodies that promoted it of those asked, and the members who used it in the quarter (share with bounds; the
-- quarters in which it is asked)
-- kept: earlier periods
with stated as (
    select
        cell.platform,
        asked.period,
        max(case when cell.value_type = 'enum' then value.text end) as deployed,
        count(case when cell.value_type = 'bool' then 1 end) as bodies,
        count(case when cell.value_type = 'bool' and value.number = 1 then 1 end) as promoted,
        count(case when cell.value_type = 'bool' and value.number is null then 1 end) as not_reported
    from plan.platform_cell as cell
    inner join plan.asked as asked on asked.data_element = cell.data_element
    left join made.data_value as value
        on value.org_unit = asked.org_unit and value.period = asked.period and value.data_element = asked.data_element
    group by cell.platform, asked.period
)

select
    stated.platform,
    stated.period,
    period.period_index,
    stated.deployed,
    stated.bodies,
    stated.promoted,
    stated.not_reported,
    cast(used.numerator as bigint) as members_using,
    cast(used.denominator as bigint) as members,
    used.value as using_share,
    used.lower as using_lower,
    used.upper as using_upper
from stated
inner join plan.period as period on period.period = stated.period
cross join plan.setting as setting
left join made.rollup as used
    on used.member_group = stated.platform
    and used.org_unit = setting.province
    and used.level = 'all'
    and used.period = stated.period
    and used.structure = used.period_structure
    and used.area = used.structure
