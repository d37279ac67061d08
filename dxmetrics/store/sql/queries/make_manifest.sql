-- what a backup says of itself: one row, and one row a table or figure
create table main.backup (moment timestamp, schema_version integer, plan_hash varchar);
create table main.backup_sum (name varchar, row_count bigint, checksum varchar);
