-- small Parquet files become large ones; snapshots and files that nobody can be reading any more go
call ducklake_merge_adjacent_files('lake');
call ducklake_expire_snapshots('lake', older_than => now() - interval '1 day');
call ducklake_cleanup_old_files('lake', older_than => now() - interval '1 day');
