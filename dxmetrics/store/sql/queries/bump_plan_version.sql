-- a new row rather than an update, so that who reads at the same moment never meets a conflict
insert into raw.setting
select 'plan_version', cast(coalesce(max(cast(setting.value as bigint)), 0) + 1 as varchar)
from raw.setting as setting
where setting.name = 'plan_version'
