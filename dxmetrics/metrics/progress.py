"""Progress of targets (metrics.md §2, §3), as it was, folded onto later units, frozen, or with stocks carried forward (§6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import pandas as pd

from dxmetrics.errors import StoreError
from dxmetrics.metrics.frozen import frozen_rows, mark_restated
from dxmetrics.metrics.snapshot import Snapshot, snapshot
from dxmetrics.metrics.views import View, look
from dxmetrics.periods import Period
from dxmetrics.store import Store, freezing

By = Literal["level", "group", "unit"]
Structure = Literal["as_was", "as_is"]
Area = Literal["all", "old"]


@dataclass(frozen=True)
class Looking:
    """How figures are asked for: known at which moment, on which units, over which land, with stocks carried forward or not."""

    as_of: datetime | None = None
    structure: Structure = "as_was"
    on: Period | str | None = None
    area: Area = "all"
    carry_forward: bool = False


def progress(
    store: Store,
    period: Period | str,
    *,
    target: str | None = None,
    by: By | None = None,
    unit: str | None = None,
    level: str | None = None,
    group: str | None = None,
    as_of: datetime | None = None,
    frozen: bool = False,
    structure: Structure = "as_was",
    on: Period | str | None = None,
    area: Area = "all",
    carry_forward: bool = False,
) -> pd.DataFrame:
    """One row per indicator × org unit × level × group of one quarter, with the columns of architecture.md.

    Without ``by`` the province's rows of every level and group; ``level``: without groups; ``group``: groups only;
    ``unit``: every unit and district, without groups. ``unit=`` keeps one org unit, ``group=`` one group instead of the
    whole. Percent, points a quarter, ratios.

    frozen         the figures kept with the quarter's freeze; StoreError ``no_frozen_figures``, ``frozen_alone`` with
                   any of the options below
    structure, on  ``as_is``: on the units in force in the quarter ``on`` (default: the newest that has begun). left_units:
                   units without a successor, gone; partial_units: a predecessor was silent; split_units: touched by a
                   split; predecessors_met of predecessors. StoreError ``later_structure`` where the quarter's own units
                   are younger than those of ``on``
    area           ``old``: only the land the province had when the Plan began
    carry_forward  a missing stock value is the unit's last one: carried_units, and carried_age of the oldest in quarters
    The plain answer marks what was restated since the quarter's freeze: is_restated, frozen_value, frozen_status.
    """
    looking = Looking(as_of, structure, on, area, carry_forward)
    filters = _filters(target, by, unit, level) | ({"groups": "only"} if group else {})
    if frozen:
        _require_alone(looking)
        return _of_group(frozen_rows(store, "progress", period, **filters), group)
    _require_not_later(store, looking, Period.parse(str(period)))
    frame = looked_at(store, looking).frame("progress", period=str(period), **filters)
    return _of_group(mark_restated(store, frame, **filters) if looking == Looking() else frame, group)


def trend(
    store: Store,
    *,
    target: str | None = None,
    unit: str | None = None,
    level: str | None = None,
    group: str | None = "",
    as_of: datetime | None = None,
    frozen: bool = False,
    structure: Structure = "as_was",
    on: Period | str | None = None,
    area: Area = "all",
    carry_forward: bool = False,
) -> pd.DataFrame:
    """The same rows over all quarters, oldest first; of the province where no unit is named. ``group=None``: every group.

    is_break: the units of this row are not those of the quarter before, so the line breaks there; with ``as_is`` only
    where land joined. frozen: quarters that are frozen have the figures of their freeze, is_frozen tells which.
    """
    looking = Looking(as_of, structure, on, area, carry_forward)
    filters = _filters(target, None, unit, level)
    current = looked_at(store, looking)
    frame = current.frame("progress", period=None, **filters)
    if frozen:
        _require_alone(looking)
        frame = _with_frozen(store, frame, filters)
    elif looking == Looking():
        frame = mark_restated(store, frame, **filters)
    breaks = current.frame("breaks", target=target)
    frame = frame.merge(breaks, on=["indicator", "org_unit", "level", "group", "period"], how="left", sort=False)
    frame["is_break"] = frame["is_break"].notna()
    return _of_group(frame, group)


def units_to_go(
    store: Store, period: Period | str, target: str, level: str | None = None, as_of: datetime | None = None
) -> pd.DataFrame:
    """One row per unit still short of a target (or of an indicator, by its code) in one quarter: who is left to do it.

    status as in ``progress``; value and last_value (of last_period, the last quarter it had one) in percent or a count;
    quarters_lagging. Ordered by level, then those that reported before the silent, then by name's code.
    """
    return snapshot(store, as_of).frame("units_to_go", period=str(period), target=target, level=level)


def looked_at(store: Store, looking: Looking) -> Snapshot:
    """The snapshot these options ask for."""
    base = snapshot(store, looking.as_of)
    structure = None
    if looking.structure == "as_is":
        structure = store.catalog.structure_of(quarter_of_units(store, looking.on, looking.as_of)).number
    return look(base, View(structure, looking.area == "old", looking.carry_forward))


def quarter_of_units(store: Store, on: Period | str | None = None, as_of: datetime | None = None) -> Period:
    """The quarter on whose units ``as_is`` answers: the one named, else the newest that has begun at the moment."""
    if on is not None:
        return Period.parse(str(on))
    today = snapshot(store, as_of).moment.date()
    begun = [period for period in store.catalog.periods() if period.start <= today]
    return begun[-1] if begun else store.catalog.plan.first_period


def _require_not_later(store: Store, looking: Looking, period: Period) -> None:
    if looking.structure == "as_was":
        if looking.on is not None:
            raise StoreError("on_without_as_is")
        return
    on = quarter_of_units(store, looking.on, looking.as_of)
    if store.catalog.structure_of(period).number > store.catalog.structure_of(on).number:
        raise StoreError("later_structure", period=period, on=on)


def _require_alone(looking: Looking) -> None:
    if looking != Looking():
        raise StoreError("frozen_alone")


def _filters(target: str | None, by: By | None, unit: str | None, level: str | None) -> dict[str, str | None]:
    return {
        "target": target,
        "unit": unit,
        "level": level,
        "scope": "unit" if unit or by == "unit" else "province",
        "groups": {"level": "none", "unit": "none", "group": "only"}.get(by or "", "both"),
    }


def _of_group(frame: pd.DataFrame, group: str | None) -> pd.DataFrame:
    """Rows of one group, the empty one being the whole; all of them for None."""
    return frame if group is None else frame[frame["group"] == group].reset_index(drop=True)


def _with_frozen(store: Store, frame: pd.DataFrame, filters: dict[str, str | None]) -> pd.DataFrame:
    """Frozen quarters replaced by the rows of their freeze."""
    pieces = {
        item.period: frozen_rows(store, "progress", item.period, **filters).assign(is_frozen=True)
        for item in freezing.freezes(store)
        if item.is_frozen
    }
    for period, rows in frame.groupby("period", sort=False):
        pieces.setdefault(period, rows.assign(is_frozen=False))
    return pd.concat([pieces[period] for period in sorted(pieces)], ignore_index=True)
