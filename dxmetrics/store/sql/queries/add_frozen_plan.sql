-- the rows of one table of the Plan's data, as Parquet, under the version of it that a freeze names
insert into frozen.plan_table values ($plan_version, $table_name, $row_count, $content)
