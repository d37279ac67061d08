-- one row per guardrail figure × period (I.2.a): what the agency that answers for it states of the whole province (source), and
-- what the units state of themselves (check; like for like with its baseline on comparable units), with the difference between
-- the two totals. The source's line begins anew when the province's land changes
with province_row as (
    select progress.*
    from mart.target_progress as progress
    cross join plan.setting as setting
    where progress.org_unit = setting.province and progress.level = 'all' and progress.member_group = ''
)

select
    own.target,
    own.period,
    own.period_index,
    source.indicator as source_indicator,
    source.value as source_value,
    source.baseline as source_baseline,
    source.baseline_index as source_baseline_index,
    source.status as source_status,
    own.value as check_value,
    own.baseline as check_baseline,
    own.baseline_index as check_baseline_index,
    own.comparable_value as check_comparable,
    own.comparable_units,
    own.units,
    own.not_reported,
    own.status as check_status,
    source.value - own.value as difference
from province_row as own
inner join plan.indicator as own_indicator
    on own_indicator.indicator = own.indicator
    and own_indicator.headline
    and own_indicator.judgement = 'guardrail'
left join (
    select province_row.*
    from province_row
    inner join plan.indicator as indicator
        on indicator.indicator = province_row.indicator
        and not indicator.headline
        and indicator.judgement = 'guardrail'
) as source on source.target = own.target and source.period = own.period
