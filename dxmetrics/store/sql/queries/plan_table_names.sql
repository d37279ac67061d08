-- one row per table of the schema plan
select tables.table_name
from duckdb_tables() as tables
where tables.schema_name = 'plan' and tables.database_name = current_database()
order by tables.table_name
