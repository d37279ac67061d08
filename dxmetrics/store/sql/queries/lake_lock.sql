-- nothing of interest, but only once no other server is writing: PostgreSQL's lock of its one database, until the transaction ends
from postgres_query($catalog, 'select pg_advisory_xact_lock(74)')
