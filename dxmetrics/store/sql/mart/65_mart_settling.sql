-- one row per incomplete row of target_progress over many units: what would settle it. yes_needed: how many yes-answers of the
-- silent ones are enough for status_upper, whoever gives them; no_needed: how many no-answers settle status_lower (both only for
-- shares of units that have a status of their own). returns_needed: where there are no bounds, the units still wanted for a verdict
-- kept: earlier periods
with open_row as (
    select progress.*, indicator.aggregation, indicator.each_level, indicator.part_of_whole
    from made.target_progress as progress
    inner join plan.indicator as indicator on indicator.indicator = progress.indicator
    where progress.status = 'incomplete' and not progress.is_single_unit
),

outcome as (
    select
        probe.series,
        probe.period_index,
        case probe.probe when 'lower' then 0 when 'upper' then open_row.not_reported else probe.yes end as yes,
        probe.status = open_row.status_lower as is_lower,
        probe.status = open_row.status_upper as is_upper
    from made.status_probe as probe
    inner join open_row
        on open_row.series = probe.series
        and open_row.period_index = probe.period_index
    where
        probe.probe <> 'value'
        and open_row.aggregation = 'share_of_units'
        and not (open_row.each_level and open_row.level = 'all')
),

turning as (
    select
        series,
        period_index,
        max(case when not is_upper then yes end) as last_not_upper,
        min(case when not is_lower then yes end) as first_not_lower
    from outcome
    group by series, period_index
)

select
    open_row.target,
    open_row.indicator,
    open_row.member_group,
    open_row.org_unit,
    open_row.level,
    open_row.period,
    open_row.period_index,
    open_row.aggregation,
    open_row.units,
    open_row.not_reported,
    open_row.value,
    open_row.lower,
    open_row.upper,
    open_row.status_lower,
    open_row.status_upper,
    turning.last_not_upper + 1 as yes_needed,
    open_row.not_reported - turning.first_not_lower + 1 as no_needed,
    case
        when open_row.status_lower is null
            then
                cast(ceil(round(setting.reported_share / 100 * open_row.units, 6)) as integer)
                - (open_row.units - open_row.not_reported)
    end as returns_needed
from open_row
cross join plan.setting as setting
left join turning
    on turning.series = open_row.series
    and turning.period_index = open_row.period_index
