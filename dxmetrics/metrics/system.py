"""Indicators nobody types: how complete, timely, clean and documented the returns are (plan-model.md §8, HT1-HT7)."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from dxmetrics.metrics.snapshot import snapshot
from dxmetrics.periods import Period
from dxmetrics.store import Store


def system_indicators(
    store: Store,
    period: Period | str | None = None,
    *,
    unit: str | None = None,
    level: str | None = None,
    as_of: datetime | None = None,
) -> pd.DataFrame:
    """One row per system-made indicator × level × peer group ('' for all) of one quarter, of the province or of ``unit``.

    numerator, denominator and value in percent; mean_age and oldest in quarters (stale values only). Without a period: all.
    """
    asked = {"period": str(period) if period else None, "unit": unit, "level": level}
    return snapshot(store, as_of).frame("system_indicators", **asked)


def stale_values(store: Store, period: Period | str, as_of: datetime | None = None) -> pd.DataFrame:
    """One row per required stock cell missing this quarter that an earlier one has: unit, element, last_period, age
    in quarters."""
    return snapshot(store, as_of).frame("stale_values", period=str(period))
