"""Who has sent, on time, complete (metrics.md §1 reporting rate, §5 reporting.state)."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from dxmetrics.metrics.frozen import frozen_rows
from dxmetrics.metrics.snapshot import snapshot
from dxmetrics.periods import Period
from dxmetrics.store import Store


def reporting(
    store: Store, period: Period | str | None = None, as_of: datetime | None = None, *, frozen: bool = False
) -> pd.DataFrame:
    """One row per return expected in the quarter (in all when none is named): state, times, days late, revision.

    ``frozen``: as kept with the quarter's freeze; StoreError ``no_frozen_figures``.
    """
    if frozen:
        return frozen_rows(store, "reporting", period)
    return snapshot(store, as_of).frame("reporting", period=str(period) if period else None)


def reporting_rates(store: Store, as_of: datetime | None = None) -> pd.DataFrame:
    """One row per quarter × level (and ``all``): expected, received, on time …; rates in percent of expected."""
    return snapshot(store, as_of).frame("reporting_rates")


def periods(store: Store) -> list[Period]:
    """Quarters in which at least one return is in force, oldest first."""
    return [Period.parse(code) for code in snapshot(store).frame("periods_with_returns")["period"]]
