-- one row per row of indicator_value × probe (value, lower, upper): the status if the figure were that one (metrics.md §3).
-- Shares of units with silent ones have two probes for each number of yes-answers in between, whoever gives them: yes_inside as
-- many as possible in the area comparable with the baseline (what was achieved kept), yes_outside as few (what was achieved lost).
-- Comparisons are made after rounding to 6 decimals.
-- kept: earlier periods
with bounded as (
    select
        line.*,
        cast(null as bigint) as yes,
        probe.probe,
        case
            when line.judgement = 'guardrail' then line.comparable_value
            when probe.probe = 'value' then line.value
            when probe.probe = 'lower' then line.lower
            else line.upper
        end as figure,
        case probe.probe
            when 'value' then line.comparable_value
            when 'lower' then line.comparable_lower
            else line.comparable_upper
        end as comparable,
        case probe.probe
            when 'value' then history.was_achieved_value
            when 'lower' then history.was_achieved_lower
            else history.was_achieved_upper
        end as was_achieved,
        case probe.probe
            when 'value' then coalesce(history.value_beside_2, history.value_beside_1)
            when 'lower' then coalesce(history.lower_beside_2, history.lower_beside_1)
            else coalesce(history.upper_beside_2, history.upper_beside_1)
        end as beside_earlier,
        history.previous_1,
        coalesce(
            history.previous_2,
            case when line.is_stated and line.judgement <> 'annual' and line.own_baseline_index < history.previous_1_index then line.own_baseline end
        ) as previous_2,
        history.was_achieved_lower,
        history.was_achieved_upper,
        round((line.comparable_upper - line.comparable_lower) * line.comparable_units / 100) as area_silent,
        coalesce(history.lower_beside_2, history.lower_beside_1) as lower_beside,
        coalesce(history.upper_beside_2, history.upper_beside_1) as upper_beside
    from made.line as line
    cross join (values ('value'), ('lower'), ('upper')) as probe (probe)
    left join made.history as history
        on history.series = line.series
        and history.period_index = line.period_index
),

answered as (
    select
        bounded.* replace (
            step.yes as yes,
            credit.probe as probe,
            bounded.lower + 100.0 * step.yes / bounded.units as figure,
            bounded.comparable_lower
            + 100.0
            * case
                when credit.probe = 'yes_inside' then least(step.yes, bounded.area_silent)
                else greatest(0, step.yes - bounded.not_reported + bounded.area_silent)
            end
            / bounded.comparable_units as comparable,
            case when credit.probe = 'yes_inside' then bounded.was_achieved_upper else bounded.was_achieved_lower end
                as was_achieved,
            bounded.lower_beside + (bounded.upper_beside - bounded.lower_beside) * step.yes / bounded.not_reported
                as beside_earlier
        )
    from bounded
    cross join (values ('yes_inside'), ('yes_outside')) as credit (probe)
    cross join unnest(range(1, bounded.not_reported)) as step (yes)
    where
        bounded.probe = 'lower'
        and bounded.aggregation = 'share_of_units'
        and bounded.judgement = 'plan'
        and bounded.direction = 1
        and not bounded.is_single_unit
        and bounded.value is not null
),

probed as (
    select * from bounded
    union all
    select * from answered
),

measured as (
    select
        probed.*,
        round(probed.direction * (probed.figure - probed.target_value), 6) >= 0 as is_achieved,
        (case when probed.is_single_unit then probed.figure else probed.comparable end - probed.line_baseline)
        / case
            when
                round(probed.planned_now - probed.line_baseline, 6) <> 0
                and round(probed.direction * (probed.line_baseline - probed.target_value), 6) < 0
                then probed.planned_now - probed.line_baseline
        end as plan_attainment,
        round(
            greatest(probed.beside_earlier, probed.previous_1, probed.previous_2)
            - least(probed.beside_earlier, probed.previous_1, probed.previous_2),
            6
        ) as spread,
        case when probed.unit = 'percent' then setting.regress_points else setting.regress_count end as tolerance,
        case when probed.unit = 'percent' then setting.stagnant_points else 0 end as stagnant_tolerance
    from probed
    cross join plan.setting as setting
)

select
    measured.series,
    measured.period_index,
    measured.probe,
    measured.yes,
    measured.plan_attainment,
    measured.beside_earlier is not null
    and measured.previous_1 is not null
    and measured.previous_2 is not null
    and measured.spread <= measured.stagnant_tolerance as is_flat,
    case
        when measured.units = 0 then 'not_applicable'
        when measured.value is null then 'not_reported'
        when measured.judgement = 'tracking' then 'tracking'
        when measured.is_achieved then 'achieved'
        when measured.judgement = 'annual' then case when measured.quarter = 4 then 'missed' else 'in_year' end
        when measured.period_index >= measured.deadline_index then 'missed'
        when measured.aggregation = 'share_of_units' and measured.is_single_unit
            then case when measured.was_achieved then 'regressing' else 'not_met' end
        when measured.line_baseline is null or measured.period_index <= measured.line_index then 'not_assessable'
        when round(measured.direction * (measured.comparable - measured.own_baseline), 6) < -measured.tolerance then 'regressing'
        when measured.was_achieved then 'regressing'
        when measured.is_stated and round(measured.direction * (measured.own_baseline - measured.target_value), 6) >= 0
            then 'regressing'
        when
            measured.beside_earlier is not null
            and measured.previous_1 is not null
            and measured.previous_2 is not null
            and measured.spread <= measured.stagnant_tolerance
            and round(measured.plan_attainment, 6) < setting.on_track
            then 'stagnant'
        when
            round(measured.planned_now - measured.line_baseline, 6) = 0
            or round(measured.direction * (measured.line_baseline - measured.target_value), 6) >= 0
            then
                case
                    when
                        round(
                            measured.direction
                            * (case when measured.is_single_unit then measured.figure else measured.comparable end - measured.planned_now),
                            6
                        ) >= -measured.tolerance
                        then 'on_track'
                    else 'lagging'
                end
        when round(measured.plan_attainment, 6) >= setting.on_track then 'on_track'
        when round(measured.plan_attainment, 6) >= setting.needs_acceleration then 'needs_acceleration'
        else 'lagging'
    end as status
from measured
cross join plan.setting as setting
