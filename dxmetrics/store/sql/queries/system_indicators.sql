-- one row per system-made indicator × level × peer group of one period, of one org unit (the province where none is named)
select
    made.indicator,
    indicator.name_vi,
    indicator.name_en,
    made.org_unit,
    made.level,
    made.peer_group,
    made.period,
    cast(made.numerator as bigint) as numerator,
    cast(made.denominator as bigint) as denominator,
    made.value,
    made.mean_age,
    made.oldest
from mart.system_indicator as made
inner join plan.system_indicator as indicator on indicator.indicator = made.indicator and indicator.family = 'returns'
cross join plan.setting as setting
where
    ($period is null or made.period = $period)
    and made.org_unit = coalesce($unit, setting.province)
    and ($level is null or made.level = $level)
order by made.period_index, indicator.position, made.level, made.peer_group
