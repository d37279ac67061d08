-- one row per row of progress of one period, as it was known at this snapshot's moment
select
    progress.indicator,
    progress.member_group,
    progress.org_unit,
    progress.level,
    progress.status as old_status,
    progress.value as old_value,
    progress.lower as old_lower,
    progress.upper as old_upper,
    progress.reported_share as old_reported_share,
    cast(null as double) as new_value,
    cast(null as double) as new_lower,
    cast(null as double) as new_upper,
    progress.units as comparable_units
from mart.target_progress as progress
where progress.period = $period
