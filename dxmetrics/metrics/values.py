"""Accepted data values, each with the cell it was typed in."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pandas as pd

from dxmetrics.metrics.frozen import freeze_of
from dxmetrics.metrics.snapshot import snapshot
from dxmetrics.periods import Period
from dxmetrics.store import Store
from dxmetrics.store.guarding import act, own_rows

NOT_APPLICABLE = "KAD"
HIDDEN = "***"


@act("typed")
def values(
    store: Store,
    period: Period | str,
    *,
    as_of: datetime | None = None,
    with_personal: bool = False,
    frozen: bool = False,
) -> pd.DataFrame:
    """One row per accepted value of the quarter: org_unit, period, data_element, value, return_id, revision, file, sheet, cell.

    ``value`` is an int or Decimal, True or False, an enum code, an ISO date, text, or ``KAD`` where it does not apply.
    Personal data reads ``***`` unless asked for. ``frozen``: as known at the quarter's freeze; StoreError ``no_frozen_figures``.
    """
    as_of = freeze_of(store, period).frozen_at if frozen else as_of
    frame = own_rows(store, snapshot(store, as_of).frame("values", period=str(period)))
    rows = zip(
        frame["value_type"], frame["number"], frame["text"], frame["not_applicable"], frame["personal"], strict=True
    )
    frame["value"] = pd.Series(
        [
            HIDDEN if personal and not with_personal else typed_value(kind, number, text, na)
            for kind, number, text, na, personal in rows
        ],
        dtype=object,
        index=frame.index,
    )
    return frame.rename(columns={"file_name": "file"}).drop(columns=["number", "text", "personal"])


def typed_value(value_type: str, number: float, text: str | None, not_applicable: bool) -> object:
    """A stored value as it is shown: ``KAD``, text, True or False, an int, or a Decimal."""
    if not_applicable:
        return NOT_APPLICABLE
    if pd.isna(number):
        return text
    if value_type == "bool":
        return bool(number)
    exact = Decimal(str(number))
    return int(exact) if exact == exact.to_integral_value() else exact
