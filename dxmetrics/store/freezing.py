"""Frozen periods: what was published stays as it was, unless someone says who may change it and why.

A freeze records its moment, so that ``as_of`` that moment gives the published figures as long as rules and plan data are the
same, and keeps the finished figures beside it (``frozen_figures``), so that they stay whatever changes. Every later change of
the period is written with a later moment and marked as a restatement, together with the exception it used up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import duckdb
import pyarrow as pa

from dxmetrics.errors import StoreError
from dxmetrics.periods import Period
from dxmetrics.store.frozen_figures import write_frozen
from dxmetrics.store.guarding import act
from dxmetrics.store.moments import local, vietnam_now
from dxmetrics.store.sqlfiles import query
from dxmetrics.store.store import Store


@dataclass(frozen=True)
class Freeze:
    """The last freeze of a period, ended or not: its moment (Vietnam's clock), by whom, why, by which rules and plan data.

    The two versions are None for a freeze older than the store's schema 4; ``has_figures``: the finished figures are kept.
    """

    period: str
    is_frozen: bool
    frozen_at: datetime
    actor: str
    reason: str
    event_id: int = 0
    method_version: str | None = None
    plan_version: str | None = None
    has_figures: bool = False


Figures = Callable[[datetime], Mapping[str, pa.Table]]
"""The finished figures as known at a moment: the rows of each question."""


def freezes(store: Store) -> list[Freeze]:
    """One per period that was ever frozen, oldest period first."""
    return [Freeze(*row) for row in store.same_rows(query("freezes"), {"period": None})]


def last_freeze(store: Store, period: Period | str) -> Freeze | None:
    """The period's last freeze; None where it never was frozen."""
    found = store.same_rows(query("freezes"), {"period": str(period)})
    return Freeze(*found[0]) if found else None


def open_exceptions(store: Store, period: Period | str | None = None) -> dict[tuple[str, str], list[int]]:
    """By period (one, or all) and unit: the exceptions no return has used up, the oldest first. Each lets one more return in."""
    found: dict[tuple[str, str], list[int]] = {}
    for at, unit, number in store.rows(query("open_exceptions"), {"period": str(period) if period else None}):
        found.setdefault((at, unit), []).append(number)
    return found


def open_exception(store: Store, period: Period | str, unit: str) -> int | None:
    """The exception that lets one more return of the unit into the frozen period; None where there is none."""
    found = open_exceptions(store, period).get((str(period), unit))
    return found[0] if found else None


@act("freeze")
def freeze(
    store: Store,
    period: Period,
    *,
    by: str,
    reason: str,
    now: datetime | None = None,
    figures: Figures | None = None,
) -> Freeze:
    """Freeze a period. Its moment lies behind everything that has happened. Callers want ``metrics.freeze``, which
    adds the figures.

    StoreError ``already_frozen``, ``no_actor``, ``no_reason``.
    """
    require_who_and_why(by, reason)
    with store.lock:
        before = last_freeze(store, period)
        if before and before.is_frozen:
            raise StoreError("already_frozen", period=period, actor=before.actor)
        latest = store.rows(query("latest_moment"))[0][0]
        moment = local(now) if now else vietnam_now()
        moment = max(moment, latest or moment)
        kept = figures(moment) if figures else {}
        with store.transaction() as cursor:
            event = _add(cursor, period, "frozen", None, moment, by, reason)
            write_frozen(cursor, store, event, kept)
        return last_freeze(store, period)


@act("unfreeze")
def unfreeze(store: Store, period: Period, *, by: str, reason: str, now: datetime | None = None) -> None:
    """Let the period take returns again. StoreError ``not_frozen``, ``no_actor``, ``no_reason``."""
    with store.lock:
        _require_frozen(store, period)
        _write(store, period, "unfrozen", None, local(now) if now else vietnam_now(), by, reason)


@act("exception")
def allow(store: Store, period: Period, unit: str, *, by: str, reason: str, now: datetime | None = None) -> None:
    """An exception: one change to the unit's return (one accepted, or one withdrawn) although the period is frozen.

    StoreError ``not_frozen``, ``no_actor``, ``no_reason``.
    """
    with store.lock:
        _require_frozen(store, period)
        _write(store, period, "exception", unit, local(now) if now else vietnam_now(), by, reason)


def after_freeze(frozen: Freeze | None, moment: datetime) -> datetime:
    """The moment itself, or just behind the period's last freeze where a clock was set back: as_of the freeze never changes."""
    return max(moment, frozen.frozen_at + timedelta(microseconds=1)) if frozen else moment


def require_who_and_why(by: str, reason: str) -> None:
    """StoreError ``no_actor`` or ``no_reason``: nothing in the audit trail is anonymous or unexplained."""
    if not by.strip():
        raise StoreError("no_actor")
    if not reason.strip():
        raise StoreError("no_reason")


def _require_frozen(store: Store, period: Period) -> None:
    found = last_freeze(store, period)
    if found is None or not found.is_frozen:
        raise StoreError("not_frozen", period=period)


def _write(store: Store, period: Period, event: str, unit: str | None, at: datetime, by: str, reason: str) -> None:
    require_who_and_why(by, reason)
    with store.transaction() as cursor:
        _add(cursor, period, event, unit, at, by, reason)


def _add(
    cursor: duckdb.DuckDBPyConnection, period: Period, event: str, unit: str | None, at: datetime, by: str, reason: str
) -> int:
    what = {"period": period.code, "event": event, "org_unit": unit, "at": at}
    cursor.execute(query("add_period_event"), {**what, "actor": by.strip(), "reason": reason.strip()})
    return cursor.execute(query("last_period_event")).fetchone()[0]
