"""Which missing answers would settle a target (metrics.md §3: shown with the returns that would settle it)."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from dxmetrics.metrics.snapshot import snapshot
from dxmetrics.periods import Period
from dxmetrics.store import Store


def settling(
    store: Store,
    period: Period | str,
    target: str | None = None,
    level: str | None = None,
    *,
    unit: str | None = None,
    as_of: datetime | None = None,
) -> pd.DataFrame:
    """One row per incomplete row (of the province, or of ``unit``) × silent unit whose answer could change its status.

    return_state    no_return, rejected, pending, no_value (a return came without it), not_due
    points          by how many points its answer can move the value
    yes_needed      so many yes-answers among the silent are enough for ``status_upper``, whoever gives them
    no_needed       so many no-answers settle ``status_lower``; both for shares of units only
    returns_needed  for rows without bounds: returns still wanted before there is a verdict
    """
    asked = {"period": str(period), "target": target, "level": level, "unit": unit}
    return snapshot(store, as_of).frame("settling", **asked)
