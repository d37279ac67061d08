-- one row per platform group of one period (III.7), or of all: deployed, promoted by how many bodies, used by how many members
select platform.* exclude (period_index)
from mart.platform as platform
where $period is null or platform.period = $period
order by platform.period_index, platform.platform
