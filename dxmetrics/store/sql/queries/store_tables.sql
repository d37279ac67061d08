-- one row per table of the store's own file that relations may read
select
    tables.schema_name,
    tables.table_name
from duckdb_tables() as tables
where tables.database_name = $home and tables.schema_name in ('raw', 'plan', 'core')
