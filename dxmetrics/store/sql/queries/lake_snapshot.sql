-- one row: the newest snapshot of the lake; every transaction that writes makes one
select snapshot.id
from lake.current_snapshot() as snapshot
