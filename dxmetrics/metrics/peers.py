"""A unit beside the units it may fairly be compared with: those of its peer group (metrics.md §5)."""

from __future__ import annotations

import pandas as pd

from dxmetrics.metrics.frozen import frozen_rows
from dxmetrics.metrics.snapshot import snapshot
from dxmetrics.periods import Period
from dxmetrics.store import Store


def peers(store: Store, period: Period | str, unit: str, *, frozen: bool = False) -> pd.DataFrame:
    """One row per indicator × unit of the unit's peer group, itself among them: value, status, plan to date.

    ``peers_median`` is the middle of the others' values of the indicator, in its unit of measure; empty without any.
    ``frozen``: as kept with the quarter's freeze; StoreError ``no_frozen_figures``.
    """
    if frozen:
        return frozen_rows(store, "peers", period, unit=unit)
    return snapshot(store).frame("peers", period=str(period), unit=unit)
