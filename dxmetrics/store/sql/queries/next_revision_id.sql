-- one row: the next free number; asked and used inside one transaction under the store's lock
select coalesce(max(revision.revision_id), 0) + 1 as revision_id
from raw.revision as revision
