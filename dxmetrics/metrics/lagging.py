"""Units that lag, and why (metrics.md §5)."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from dxmetrics.metrics.frozen import frozen_rows
from dxmetrics.metrics.snapshot import snapshot
from dxmetrics.periods import Period
from dxmetrics.store import Store


def lagging(
    store: Store,
    period: Period | str,
    level: str | None = None,
    as_of: datetime | None = None,
    *,
    frozen: bool = False,
) -> pd.DataFrame:
    """One row per unit × reason × target of one quarter, the worst unit first. shortfall in points.

    ``frozen``: as kept with the quarter's freeze; StoreError ``no_frozen_figures``.
    """
    if frozen:
        return frozen_rows(store, "lagging", period, level=level)
    return snapshot(store, as_of).frame("lagging", period=str(period), level=level)


def lagging_units(
    store: Store,
    period: Period | str,
    level: str | None = None,
    as_of: datetime | None = None,
    *,
    frozen: bool = False,
) -> pd.DataFrame:
    """One row per unit with any reason, the worst first; ``rank`` is empty for those only late or lacking evidence.

    ``reasons`` and ``targets`` are lists of codes. ``frozen``: as kept with the quarter's freeze; StoreError
    ``no_frozen_figures``.
    """
    if frozen:
        frame = frozen_rows(store, "lagging_units", period, level=level)
    else:
        frame = snapshot(store, as_of).frame("lagging_units", period=str(period), level=level)
    for column in ("reasons", "targets"):
        frame[column] = [text.split(",") if text else [] for text in frame[column]]
    return frame
