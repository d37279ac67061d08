-- one row: about how many values of returns the store has, by DuckDB's own count; 0 for a new one
select coalesce(sum(tables.estimated_size), 0) as held
from duckdb_tables() as tables
where tables.database_name = current_database() and tables.schema_name = 'core' and tables.table_name = 'revision_value'
