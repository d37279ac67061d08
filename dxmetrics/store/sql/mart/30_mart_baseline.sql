-- one row per row of indicator_value: where its line starts (metrics.md §3, Baseline and in_year). baseline: folded onto the
-- units in force in the row's period; comparable_value (lower, upper): the row's value over the area that both have.
-- kept: earlier periods
with plan_quarter as (
    select min(period.period_index) - 1 as period_index
    from plan.period as period
),

-- the first period whose value, folded, can serve: of many units one in which enough of them reported, of a single unit any
first_value as (
    select
        row_.series, row_.period_index,
        min(earlier.period_index) as baseline_index
    from made.indicator_value as row_
    inner join mart.rollup as earlier
        on earlier.structure = row_.structure
        and earlier.area = earlier.period_structure
        and earlier.series = row_.series
        and earlier.period_index <= row_.period_index
    left join mart.enough as enough
        on enough.series = earlier.series
        and enough.period_index = earlier.period_index
    where earlier.value is not null and (row_.is_single_unit or enough.series is not null)
    group by row_.series, row_.period_index
),

started as (
    select
        row_.*,
        indicator.judgement,
        case
            when indicator.judgement = 'annual' then greatest(4 * period.year, plan_quarter.period_index)
            when indicator.baseline_index is not null then indicator.baseline_index
            else first_value.baseline_index
        end as baseline_index,
        case when indicator.judgement = 'annual' then 0 else indicator.baseline end as stated_baseline
    from made.indicator_value as row_
    inner join plan.indicator as indicator on indicator.indicator = row_.indicator
    inner join plan.period as period on period.period_index = row_.period_index
    cross join plan_quarter
    left join first_value
        on first_value.series = row_.series
        and first_value.period_index = row_.period_index
),

-- guardrails compare like with like (plan-model.md §0.11): only units that reported in both periods, or a new office that
-- was silent in one of them would read as growth
like_for_like as (
    select
        started.series,
        started.period_index,
        cast(sum(then_.numerator) as double) as baseline,
        cast(sum(now_.numerator) as double) as comparable,
        count(*) as units
    from started
    inner join mart.series_above as counted on counted.above = started.series
    inner join made.unit_value_in as now_
        on now_.structure = started.structure
        and now_.series = counted.series
        and now_.period_index = started.period_index
    inner join mart.unit_value_in as then_
        on then_.structure = now_.structure
        and then_.series = now_.series
        and then_.period_index = started.baseline_index
    where
        started.judgement = 'guardrail'
        and now_.state = 'reported'
        and then_.state = 'reported'
        and not then_.is_partial
    group by started.series, started.period_index
)

select
    started.series,
    started.period_index,
    started.baseline_index,
    case
        when started.judgement = 'guardrail' then like_for_like.baseline
        when started.stated_baseline is not null then started.stated_baseline
        else folded.value
    end as baseline,
    started.stated_baseline is not null as is_stated,
    case
        when started.judgement = 'guardrail' then like_for_like.comparable
        when started.stated_baseline is not null then started.value
        else comparable.value
    end as comparable_value,
    case when started.stated_baseline is not null then started.lower else comparable.lower end as comparable_lower,
    case when started.stated_baseline is not null then started.upper else comparable.upper end as comparable_upper,
    case
        when started.judgement = 'guardrail' then like_for_like.units
        when started.stated_baseline is not null then started.units
        else comparable.units
    end as comparable_units
from started
left join plan.period as baseline_period on baseline_period.period_index = started.baseline_index
left join mart.rollup as folded
    on folded.structure = started.structure
    and folded.area = baseline_period.structure
    and folded.series = started.series
    and folded.period_index = started.baseline_index
left join made.rollup as comparable
    on comparable.structure = started.structure
    and comparable.area = baseline_period.structure
    and comparable.series = started.series
    and comparable.period_index = started.period_index
left join like_for_like
    on like_for_like.series = started.series
    and like_for_like.period_index = started.period_index
