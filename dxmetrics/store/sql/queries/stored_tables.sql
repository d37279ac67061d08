-- the tables that hold what the store knows; mart is made from them
select
    schema_name,
    table_name
from duckdb_tables()
where database_name = current_database() and schema_name in ('raw', 'plan', 'core', 'frozen', 'access')
order by schema_name, table_name
