"""Progress of targets (metrics.md §2, §3)."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import pandas as pd

from dxmetrics.metrics.snapshot import snapshot
from dxmetrics.periods import Period
from dxmetrics.store import Store

By = Literal["level", "group", "unit"]


def progress(
    store: Store,
    period: Period | str,
    *,
    target: str | None = None,
    by: By | None = None,
    unit: str | None = None,
    level: str | None = None,
    as_of: datetime | None = None,
) -> pd.DataFrame:
    """One row per indicator × org unit × level × group of one quarter, with the columns of architecture.md.

    Without ``by`` the province's rows of every level and group; ``level``: without groups; ``group``: groups only;
    ``unit``: every unit and district, without groups. ``unit=`` keeps one org unit. Percent, points a quarter, ratios.
    """
    return _rows(store, str(period), target, by, unit, level, as_of)


def trend(
    store: Store,
    *,
    target: str | None = None,
    unit: str | None = None,
    level: str | None = None,
    group: str | None = "",
) -> pd.DataFrame:
    """The same rows over all quarters, oldest first; of the province where no unit is named. ``group=None``: every group."""
    frame = _rows(store, None, target, None, unit, level, None)
    return frame if group is None else frame[frame["group"] == group].reset_index(drop=True)


def _rows(
    store: Store,
    period: str | None,
    target: str | None,
    by: By | None,
    unit: str | None,
    level: str | None,
    as_of: datetime | None,
) -> pd.DataFrame:
    return snapshot(store, as_of).frame(
        "progress",
        period=period,
        target=target,
        unit=unit,
        level=level,
        scope="unit" if unit or by == "unit" else "province",
        groups={"level": "none", "unit": "none", "group": "only"}.get(by or "", "both"),
    )
