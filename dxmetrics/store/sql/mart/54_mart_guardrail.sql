-- one row per guardrail × period (I.2.a): what the agency that answers for it states of the whole province (source_), and what
-- the units state of themselves (check_; like for like with its baseline on comparable units), with the difference between the
-- two totals. The source's line begins anew when the province's land changes; either side is empty where it is not asked
-- kept: earlier periods
with province_row as (
    select progress.*, indicator.headline
    from made.target_progress as progress
    inner join plan.indicator as indicator
        on indicator.indicator = progress.indicator and indicator.judgement = 'guardrail'
    cross join plan.setting as setting
    where progress.org_unit = setting.province and progress.level = 'all' and progress.member_group = ''
)

select
    coalesce(source.target, own.target) as target,
    coalesce(source.period, own.period) as period,
    coalesce(source.period_index, own.period_index) as period_index,
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
from (select * from province_row where headline) as own
full outer join (select * from province_row where not headline) as source
    on source.target = own.target and source.period = own.period
