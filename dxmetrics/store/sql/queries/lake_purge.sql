-- files that hold deleted rows are written anew; every snapshot but the newest goes, and every file only those had
call ducklake_rewrite_data_files('lake', delete_threshold => 0);
call ducklake_expire_snapshots('lake', older_than => now());
call ducklake_cleanup_old_files('lake', cleanup_all => true);
