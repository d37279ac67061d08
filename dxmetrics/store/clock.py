"""Whether this machine's clock stands before what the store has recorded: somebody set it back, or it ran ahead before.

Figures do not suffer (what counts goes by the order of events, not by their times), but times of receipt and lateness do,
so whoever loads is told.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from dxmetrics.store.moments import vietnam_now
from dxmetrics.store.sqlfiles import query
from dxmetrics.store.store import Store

_TOLERANCE = timedelta(minutes=5)


def recorded_later(store: Store) -> datetime | None:
    """The latest recorded moment (Vietnam's clock) where it lies ahead of now by more than clocks differ, else None."""
    latest = store.rows(query("latest_recorded"))[0][0]
    return latest if latest is not None and latest > vietnam_now() + _TOLERANCE else None
