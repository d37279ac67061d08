-- one row per table that had rows in PostgreSQL: they are in Parquet now
call ducklake_flush_inlined_data('lake');
