-- one row per row of indicator_value: progress of its target (metrics.md §3). Percent, points a quarter, ratios as there.
-- pace_recent, projected_recent: the same by the last four quarters instead of all since the baseline, from the oldest
-- accepted value among them; where the baseline is not older than that they are pace and projected.
-- kept: earlier periods
with probed as (
    select
        series,
        period_index,
        max(case when probe = 'value' then status end) as status_value,
        max(case when probe = 'lower' then status end) as status_lower,
        max(case when probe = 'upper' then status end) as status_upper,
        max(case when probe = 'value' then plan_attainment end) as plan_attainment,
        bool_or(probe = 'value' and is_flat) as is_flat
    from made.status_probe
    group by series, period_index
),

own_status as (
    select
        line.*,
        probed.plan_attainment as plan_attainment_value,
        probed.is_flat,
        line.has_bounds and line.lower is not null and line.upper is not null as is_bounded,
        probed.status_value,
        probed.status_lower,
        probed.status_upper,
        case
            when probed.status_value in ('not_applicable', 'not_reported', 'tracking') then probed.status_value
            when line.has_bounds and line.lower is not null and line.upper is not null
                then case when probed.status_lower = probed.status_upper then probed.status_lower else 'incomplete' end
            when line.aggregation = 'sum' and line.direction = 1 and line.judgement <> 'guardrail' and probed.status_value = 'achieved'
                then 'achieved'
            when round(line.reported_share, 6) >= setting.reported_share then probed.status_value
            else 'incomplete'
        end as own_status
    from made.line as line
    cross join plan.setting as setting
    inner join probed
        on probed.series = line.series
        and probed.period_index = line.period_index
),

worst_of_levels as (
    select
        own_status.all_series,
        own_status.period_index,
        arg_min(rank_status.status, rank_status.badness) as status,
        arg_min(rank_lower.status, rank_lower.badness) as status_lower,
        arg_min(rank_upper.status, rank_upper.badness) as status_upper
    from own_status
    left join mart.status as rank_status on rank_status.status = own_status.own_status
    left join mart.status as rank_lower on rank_lower.status = own_status.status_lower
    left join mart.status as rank_upper on rank_upper.status = own_status.status_upper
    where own_status.each_level and own_status.level <> 'all'
    group by own_status.all_series, own_status.period_index
),

judged as (
    select
        own_status.*,
        coalesce(worst.status, own_status.own_status) as status,
        case when own_status.is_bounded or worst.status is not null then coalesce(worst.status_lower, own_status.status_lower) end
            as shown_status_lower,
        case when own_status.is_bounded or worst.status is not null then coalesce(worst.status_upper, own_status.status_upper) end
            as shown_status_upper,
        own_status.value is not null and own_status.own_baseline is not null and own_status.judgement <> 'tracking' as has_start,
        own_status.period_index > own_status.own_baseline_index
        and coalesce(own_status.deadline_index > own_status.own_baseline_index, true) as has_time,
        case when own_status.own_baseline is null then own_status.value else own_status.comparable_value end as value_on_line,
        round(
            own_status.direction
            * (case when own_status.judgement = 'guardrail' then own_status.comparable_value else own_status.value end - own_status.target_value),
            6
        ) >= 0 as is_achieved,
        round(own_status.direction * (own_status.own_baseline - own_status.target_value), 6) < 0 as has_way_to_go
    from own_status
    left join worst_of_levels as worst
        on worst.all_series = own_status.series
        and worst.period_index = own_status.period_index
),

paced as (
    select
        judged.*,
        case when judged.has_start and judged.has_time
            then (judged.comparable_value - judged.own_baseline) / (judged.period_index - judged.own_baseline_index)
        end as pace,
        case when judged.has_start and judged.has_time and judged.judgement in ('plan', 'annual')
            then
                case
                    when judged.own_baseline_index >= judged.period_index - 4
                        then (judged.comparable_value - judged.own_baseline) / (judged.period_index - judged.own_baseline_index)
                    else (history.value_beside_recent - history.recent_value) / (judged.period_index - history.recent_index)
                end
        end as pace_recent,
        case
            when judged.own_baseline is null or judged.own_baseline_index >= judged.period_index - 4 then judged.value_on_line
            else history.value_beside_recent
        end as recent_value_on_line,
        case
            when judged.value is null or judged.judgement = 'tracking' then null
            when judged.is_achieved then 0
            when judged.period_index < judged.deadline_index
                then (judged.target_value - judged.value) / (judged.deadline_index - judged.period_index)
        end as required_pace
    from judged
    left join made.history as history
        on history.series = judged.series
        and history.period_index = judged.period_index
),

projected as (
    select
        paced.*,
        case
            when paced.value is null or paced.judgement in ('tracking', 'guardrail') then null
            when paced.period_index >= paced.deadline_index then paced.value_on_line
            else paced.value_on_line + paced.pace * (paced.deadline_index - paced.period_index)
        end as projected_value,
        case
            when paced.value is null or paced.judgement in ('tracking', 'guardrail') then null
            when paced.period_index >= paced.deadline_index then paced.value_on_line
            else paced.recent_value_on_line + paced.pace_recent * (paced.deadline_index - paced.period_index)
        end as projected_recent
    from paced
)

select
    projected.series,
    projected.target,
    projected.indicator,
    projected.org_unit,
    projected.level,
    projected.member_group,
    unit.peer_group,
    projected.period,
    projected.period_index,
    projected.structure,
    projected.is_single_unit,
    projected.numerator,
    projected.denominator,
    projected.value,
    projected.lower,
    projected.upper,
    projected.reported_share,
    projected.units,
    projected.met,
    projected.not_met,
    projected.not_reported,
    projected.not_applicable,
    case when projected.judgement <> 'tracking' then projected.own_baseline end as baseline,
    case when projected.judgement <> 'tracking' then projected.own_baseline_index end as baseline_index,
    projected.target_value,
    projected.direction,
    projected.deadline_index,
    projected.planned_now,
    case when projected.has_start and projected.has_way_to_go
        then (projected.comparable_value - projected.own_baseline) / (projected.target_value - projected.own_baseline)
    end as progress_share,
    case when projected.value is not null then projected.plan_attainment_value end as plan_attainment,
    projected.pace,
    projected.required_pace,
    projected.pace / nullif(projected.required_pace, 0) as pace_ratio,
    projected.projected_value as projected,
    case
        when projected.projected_value is null or not projected.has_way_to_go then null
        when round(projected.direction * (projected.projected_value - projected.target_value), 6) >= 0 then 0
        else abs(projected.target_value - projected.projected_value) / abs(projected.target_value - projected.own_baseline) * 100
    end as gap_pct,
    case
        when projected.aggregation = 'share_of_units' and projected.target_value is not null
            then greatest(0, cast(ceil(round(projected.target_value / 100 * projected.units, 6)) as integer) - projected.met)
    end as units_to_go,
    case
        when
            projected.aggregation = 'share_of_units'
            and projected.target_value is not null
            and projected.period_index < projected.deadline_index
            then
                greatest(0, cast(ceil(round(projected.target_value / 100 * projected.units, 6)) as integer) - projected.met)
                / cast(projected.deadline_index - projected.period_index as double)
    end as units_per_quarter_needed,
    projected.status,
    projected.shown_status_lower as status_lower,
    projected.shown_status_upper as status_upper,
    projected.carried_age,
    projected.comparable_value,
    projected.comparable_units,
    projected.is_flat,
    projected.pace_recent,
    projected.projected_recent
from projected
inner join plan.org_unit as unit on unit.org_unit = projected.org_unit
