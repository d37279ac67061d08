-- one row per table of one version of the Plan's data that some freeze rests on
select plan_table.table_name, plan_table.row_count, plan_table.content
from frozen.plan_table as plan_table
where plan_table.plan_version = $plan_version
order by plan_table.table_name
