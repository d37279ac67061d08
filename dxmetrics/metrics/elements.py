"""Sums of what units typed: posts, people, money, members, before any indicator is made of them (metrics.md §1, §2)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

import pandas as pd

from dxmetrics.metrics.snapshot import snapshot
from dxmetrics.periods import Period
from dxmetrics.store import Store
from dxmetrics.store.guarding import act, own_rows

By = Literal["peer_group", "body", "unit"]


@act("typed")
def element_totals(
    store: Store,
    period: Period | str | None = None,
    *,
    elements: Iterable[str] | None = None,
    unit: str | None = None,
    level: str | None = None,
    by: By | None = None,
    as_of: datetime | None = None,
) -> pd.DataFrame:
    """One row per org unit × level × peer group × element with numbers (yes: 1) × quarter; by default of the province.

    total: the sum in the element's unit, over the units of the level that are the org unit or lie under it (``all``:
    every level), empty where no number came. expected, reported, not_applicable: units asked, that gave it, that it
    does not apply to; reported_share in percent of those it applies to. group: member or platform group the element is
    about, so that the cells of a table by group (``D71.1`` …) can be told apart. Every quarter on its own structure.

    ``unit`` or the province as a whole; ``by="peer_group"``: split by peer group (departments, districts, communes);
    ``body``: of every body that has units under it; ``unit``: of every unit. Both leave ``unit`` aside.
    """
    frame = snapshot(store, as_of).frame(
        "element_totals",
        of={"body": "bodies", "unit": "units"}.get(by or "", "one"),
        unit=unit or store.catalog.plan.province,
        by_peer_group=by == "peer_group",
        period=str(period) if period else None,
        elements=list(elements) if elements is not None else None,
        level=level,
    )
    frame = own_rows(store, frame, with_province=True)
    known = store.catalog.elements
    frame["group"] = [known[code].group if code in known else "" for code in frame["data_element"]]
    applies = frame["expected"] - frame["not_applicable"]
    frame["reported_share"] = 100.0 * frame["reported"] / applies.where(applies > 0)
    order = ["period", "org_unit", "level", "peer_group", "data_element"]
    return frame.sort_values(order, ignore_index=True)


@act("typed")
def stated_once(store: Store, period: Period | str, as_of: datetime | None = None) -> pd.DataFrame:
    """One row per unit × element that a target compares with what was once stated (``D04``): org_unit, data_element, number.

    As last stated in any accepted return up to the quarter; a merged body that stated none has its predecessors' sum.
    """
    return own_rows(store, snapshot(store, as_of).frame("stated_once", period=str(period)))
