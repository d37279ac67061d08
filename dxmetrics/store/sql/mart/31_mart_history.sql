-- one row per row of indicator_value: what its earlier periods say (metrics.md §3), all folded onto the units in force in it
-- and over the area both have. was_achieved_*: an earlier period met the target for sure and the same area, taken at its
-- value, lower or upper, no longer does. previous_1, previous_2: the two accepted values before, both over
-- the area of the older. recent_*: the oldest accepted value of the last four quarters that is not before the baseline, and
-- this period's over the area of it.
-- kept: earlier periods
with series as (
    select
        row_.series,
        row_.period_index,
        row_.structure,
        earlier.period_index as earlier_index,
        earlier.period_structure as earlier_structure,
        earlier.value as earlier_value,
        now_.value,
        now_.lower,
        now_.upper,
        earlier.period_index >= greatest(row_.period_index - 4, baseline.baseline_index) as is_recent,
        indicator.direction * (
            case
                when earlier.lower is null or earlier.upper is null
                    then case when round(earlier.reported_share, 6) >= setting.reported_share then earlier.value end
                when indicator.direction = 1 then earlier.lower
                else earlier.upper
            end - indicator.target_value
        ) as earlier_margin,
        indicator.direction,
        indicator.target_value
    from made.indicator_value as row_
    inner join plan.indicator as indicator on indicator.indicator = row_.indicator and indicator.judgement <> 'annual'
    cross join plan.setting as setting
    inner join made.baseline as baseline
        on baseline.series = row_.series
        and baseline.period_index = row_.period_index
    inner join mart.rollup as earlier
        on earlier.structure = row_.structure
        and earlier.area = earlier.period_structure
        and earlier.series = row_.series
        and earlier.period_index < row_.period_index
    inner join made.rollup as now_
        on now_.structure = row_.structure
        and now_.area = earlier.period_structure
        and now_.series = row_.series
        and now_.period_index = row_.period_index
    where earlier.value is not null
),

looked_back as (
    select
        series,
        period_index,
        structure,
        bool_or(round(earlier_margin, 6) >= 0 and round(direction * (value - target_value), 6) < 0) as was_achieved_value,
        bool_or(round(earlier_margin, 6) >= 0 and round(direction * (lower - target_value), 6) < 0) as was_achieved_lower,
        bool_or(round(earlier_margin, 6) >= 0 and round(direction * (upper - target_value), 6) < 0) as was_achieved_upper,
        -- the last two, the newer first, whole: cheaper than a number for every row and a case for every column
        arg_max(
            {
                'index': earlier_index, 'structure': earlier_structure, 'earlier': earlier_value, 'value': value,
                'lower': lower, 'upper': upper
            },
            earlier_index,
            2
        ) as last,
        min(earlier_index) filter (where is_recent and value is not null) as recent_index,
        arg_min(earlier_value, earlier_index) filter (where is_recent and value is not null) as recent_value,
        arg_min(value, earlier_index) filter (where is_recent and value is not null) as value_beside_recent
    from series
    group by series, period_index, structure
)

select
    looked_back.* exclude (last),
    case when looked_back.last[2] is null then looked_back.last[1].earlier else alike.value end as previous_1,
    looked_back.last[2].earlier as previous_2,
    looked_back.last[1].index as previous_1_index,
    looked_back.last[2].structure as previous_2_structure,
    looked_back.last[2].value as value_beside_2,
    looked_back.last[2].lower as lower_beside_2,
    looked_back.last[2].upper as upper_beside_2,
    looked_back.last[1].value as value_beside_1,
    looked_back.last[1].lower as lower_beside_1,
    looked_back.last[1].upper as upper_beside_1
from looked_back
left join mart.rollup as alike
    on alike.structure = looked_back.structure
    and alike.area = looked_back.last[2].structure
    and alike.series = looked_back.series
    and alike.period_index = looked_back.last[1].index
