-- one row per row of progress that changed against "then_row": achieved, regressed (surely: silence regresses nobody) or of
-- another status. Judged indicators only; of single units and districts the headline, of the province every level and group
with compared as (
    select
        progress.*,
        indicator.position,
        indicator.judgement,
        then_row.old_status,
        then_row.old_value,
        coalesce(then_row.new_value, progress.value) as new_value,
        then_row.comparable_units as shared_units,
        case when indicator.direction = 1 then coalesce(then_row.old_lower, then_row.old_value)
            else coalesce(then_row.old_upper, then_row.old_value) end as old_sure,
        case
            when indicator.part_of_whole and indicator.direction = 1 then coalesce(then_row.new_upper, progress.upper)
            when indicator.part_of_whole then coalesce(then_row.new_lower, progress.lower)
            when round(progress.reported_share, 6) >= setting.reported_share
                and round(then_row.old_reported_share, 6) >= setting.reported_share
                then coalesce(then_row.new_value, progress.value)
        end as new_best,
        case when indicator.unit = 'percent' then setting.regress_points else setting.regress_count end as tolerance
    from mart.target_progress as progress
    inner join then_row
        on then_row.indicator = progress.indicator
        and then_row.member_group = progress.member_group
        and then_row.org_unit = progress.org_unit
        and then_row.level = progress.level
    inner join plan.indicator as indicator
        on indicator.indicator = progress.indicator and indicator.judgement <> 'tracking'
    cross join plan.setting as setting
    where
        progress.period = $period
        and (
            progress.org_unit = setting.province
            or (indicator.headline and indicator.judgement <> 'guardrail' and progress.member_group = '')
        )
),

told as (
    select
        compared.*,
        case
            when status = 'achieved' and old_status <> 'achieved' and judgement <> 'guardrail' then 'achieved'
            when status in ('not_reported', 'not_applicable', 'incomplete') then null
            when status <> 'achieved' and old_status = 'achieved' then 'regressed'
            when status = 'regressing' and old_status <> 'regressing' then 'regressed'
            when status <> 'achieved' and round(direction * (old_sure - new_best), 6) > tolerance then 'regressed'
        end as fate
    from compared
)

select
    coalesce(told.fate, 'status') as kind,
    told.target,
    told.indicator,
    told.org_unit,
    unit.code,
    unit.name_vi,
    unit.name_en,
    told.level,
    told.member_group as "group",
    told.period,
    told.old_value,
    told.new_value,
    told.old_status,
    told.status as new_status,
    told.shared_units as comparable_units,
    told.units
from told
inner join plan.org_unit as unit on unit.org_unit = told.org_unit
where
    told.fate is not null
    or (not told.is_single_unit and told.status is distinct from told.old_status)
order by
    case coalesce(told.fate, 'status') when 'regressed' then 1 when 'achieved' then 2 else 3 end,
    told.is_single_unit,
    told.position,
    told.org_unit,
    told.level,
    told.member_group
