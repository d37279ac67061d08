"""Frozen quarters: their figures kept with the freeze, read back, and compared with today's (metrics.md §6)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pandas as pd
import pyarrow as pa
from pandas.api.types import is_numeric_dtype

from dxmetrics.errors import StoreError
from dxmetrics.metrics.snapshot import snapshot
from dxmetrics.periods import Period
from dxmetrics.store import Store, freezing
from dxmetrics.store.freezing import Freeze
from dxmetrics.store.frozen_figures import frozen_terms
from dxmetrics.store.guarding import act
from dxmetrics.store.sqlfiles import query

KEPT: Mapping[str, Mapping[str, Any]] = {
    "progress": {"target": None, "unit": None, "level": None, "scope": "unit", "groups": "both"},
    "lagging": {"level": None},
    "lagging_units": {"level": None},
    "reporting": {},
}
"""The questions a freeze answers for good, each in full."""

KEY = ["indicator", "org_unit", "level", "group", "period"]
_COMPARED = "numerator denominator value lower upper met not_met not_reported not_applicable baseline status".split()
_CLOSE = 1e-9


@act("freeze")
def freeze(store: Store, period: Period | str, *, by: str, reason: str, now: datetime | None = None) -> Freeze:
    """Freeze a quarter with its finished figures, thresholds, plan data and method version.

    StoreError ``already_frozen``, ``no_actor``, ``no_reason``.
    """
    when = Period.parse(str(period))

    def figures(moment: datetime) -> dict[str, pa.Table]:
        current = snapshot(store, moment)
        return {name: current.table(name, period=when.code, **options) for name, options in KEPT.items()}

    return freezing.freeze(store, when, by=by, reason=reason, now=now, figures=figures)


def freeze_of(store: Store, period: Period | str) -> Freeze:
    """The freeze in force of a quarter. StoreError ``no_frozen_figures`` where it is not frozen (any more)."""
    found = freezing.last_freeze(store, str(period))
    if found is None or not found.is_frozen:
        raise StoreError("no_frozen_figures", period=period)
    return found


def freeze_terms(store: Store, period: Period | str) -> dict[str, Any]:
    """What the freeze in force rests on: frozen_at, method_version, plan_version and every threshold by name.

    StoreError ``no_frozen_figures``. Nothing for a freeze made before the store kept such things.
    """
    return frozen_terms(store, freeze_of(store, period).event_id)


def frozen_rows(store: Store, question: str, period: Period | str, **filters: str | None) -> pd.DataFrame:
    """The rows of one of ``KEPT`` as they were frozen. StoreError ``no_frozen_figures``.

    A freeze made before figures were kept answers ``as_of`` its moment.
    """
    found = freeze_of(store, period)
    if not found.has_figures:
        return snapshot(store, found.frozen_at).frame(question, period=str(period), **filters)
    with store.cursor() as cursor:
        return cursor.execute(query(f"frozen_{question}"), {"event_id": found.event_id, **filters}).df()


def restatements(store: Store, period: Period | str) -> pd.DataFrame:
    """One row per progress row of a frozen quarter that now reads differently: ``<figure>_frozen``, ``<figure>`` now.

    Key and names as in ``progress``; ``restated`` lists the figures that differ. A row that only one side has is empty on
    the other. StoreError ``no_frozen_figures``.
    """
    options = KEPT["progress"]
    old = frozen_rows(store, "progress", period, **options)
    new = snapshot(store).frame("progress", period=str(period), **options)
    names = ["target", "code", "name_vi", "name_en"]
    both = new[KEY + names + _COMPARED].merge(
        old[KEY + names + _COMPARED], on=KEY, how="outer", suffixes=("", "_frozen"), sort=False
    )
    for name in names:
        both[name] = both[name].where(both[name].notna(), both[f"{name}_frozen"])
    differing = pd.DataFrame({name: _differ(both[name], both[f"{name}_frozen"]) for name in _COMPARED})
    both["restated"] = [[name for name in _COMPARED if row[name]] for row in differing.to_dict("records")]
    kept = both[differing.any(axis=1)].drop(columns=[f"{name}_frozen" for name in names])
    return kept.reset_index(drop=True)


def mark_restated(store: Store, frame: pd.DataFrame, **filters: str | None) -> pd.DataFrame:
    """``frame`` (plain progress rows) with ``is_restated``, and value and status at the freeze where its quarter is frozen."""
    frozen_periods = {item.period for item in freezing.freezes(store) if item.is_frozen} & set(frame["period"])
    old = [frozen_rows(store, "progress", period, **filters) for period in sorted(frozen_periods)]
    columns = {"value": "frozen_value", "status": "frozen_status"}
    if not old:
        return frame.assign(is_restated=False, frozen_value=float("nan"), frozen_status=None)
    kept = pd.concat([rows[[*KEY, *columns]] for rows in old]).rename(columns=columns)
    both = frame.merge(kept, on=KEY, how="left", sort=False)
    changed = _differ(both["value"], both["frozen_value"]) | _differ(both["status"], both["frozen_status"])
    both["is_restated"] = changed & both["period"].isin(frozen_periods)
    return both


def _differ(one: pd.Series, other: pd.Series) -> pd.Series:
    """Where two columns differ: one of them is empty, or texts differ, or numbers by more than 1e-9."""
    empty = one.isna() != other.isna()
    if is_numeric_dtype(one) and is_numeric_dtype(other):
        return empty | ((one - other).abs() > _CLOSE).fillna(False)
    return empty | (one.notna() & other.notna() & (one != other))
