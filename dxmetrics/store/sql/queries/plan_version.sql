-- one row: how often the Plan's data was replaced
select coalesce(max(cast(setting.value as bigint)), 0) as plan_version
from raw.setting as setting
where setting.name = 'plan_version'
