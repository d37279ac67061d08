-- one row per revision of some: its state. The bounds say the same again, for the store to skip what lies outside them
select
    state.revision_id,
    state.state
from core.revision_state as state
where state.revision_id between list_min($revision_ids) and list_max($revision_ids)
    and list_contains($revision_ids, state.revision_id)
