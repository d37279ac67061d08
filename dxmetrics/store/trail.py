"""The quarter's paper trail: the request letter, extensions, letters sent, difficulties answered (product.md, IV.2.đ).

Nothing is changed or deleted: each act is an event with an actor, a time and a reason; the last one counts, and one recorded
by mistake is taken back by another. A deadline is a day: due at 23:59:59, Vietnam's clock.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Literal

import duckdb
import pyarrow as pa

from dxmetrics.catalog.model import LEVELS
from dxmetrics.errors import StoreError
from dxmetrics.periods import Period
from dxmetrics.store.freezing import after_freeze, last_freeze, require_who_and_why
from dxmetrics.store.guarding import act
from dxmetrics.store.moments import local, vietnam_now
from dxmetrics.store.sqlfiles import query
from dxmetrics.store.store import Store
from dxmetrics.store.writing import insert_rows

LetterKind = Literal["reminder", "lagging"]
"""What the letter is about, as documents.letter_kinds names it: the return that is missing, or all the unit lags in."""
LETTER_KINDS: tuple[LetterKind, ...] = ("reminder", "lagging")
MatterKind = Literal["difficulty", "proposal"]
_LAST_SECOND = time(23, 59, 59)
_EVENTS = pa.schema(
    [
        ("event_id", pa.int64()),
        ("event", pa.string()),
        ("period", pa.string()),
        ("org_unit", pa.string()),
        ("takes_back", pa.int64()),
        ("happened_at", pa.timestamp("us")),
        ("actor", pa.string()),
        ("reason", pa.string()),
    ]
)
_DEADLINES = pa.schema([("event_id", pa.int64()), ("level", pa.string()), ("due_at", pa.timestamp("us"))])
_DOCUMENTS = pa.schema(
    [("event_id", pa.int64()), ("kind", pa.string()), ("number", pa.string()), ("issued_on", pa.date32())]
)
_ANSWERS = pa.schema(
    [
        ("event_id", pa.int64()),
        ("kind", pa.string()),
        ("matter", pa.int32()),
        ("asked_sha256", pa.string()),
        ("recipient", pa.string()),
        ("text", pa.string()),
    ]
)


@dataclass(frozen=True)
class Act:
    """Who does it, why, and when (None: now; Vietnam's clock)."""

    by: str
    reason: str
    now: datetime | None = None


@dataclass(frozen=True)
class _Event:
    """One event to be written with what belongs to it, rows without the event's number."""

    event: str
    period: str
    org_unit: str | None = None
    takes_back: int | None = None
    deadlines: tuple[tuple[str, datetime], ...] = ()
    documents: tuple[tuple[str, str, date], ...] = ()
    answers: tuple[tuple[str, int, str, str, str], ...] = field(default=())


@act("request")
def record_request(
    store: Store,
    period: Period,
    *,
    number: str,
    issued_on: date,
    deadlines: Mapping[str, date] | None = None,
    by: str,
    reason: str,
    now: datetime | None = None,
) -> int:
    """Record the quarter's request letter; the one recorded last counts, with only the deadlines it states. Its event number.

    deadlines  last day by level (``department``, ``commune`` …); a level that is not named keeps the calendar's
    StoreError ``no_number``, ``no_such_level``, ``before_period`` (a deadline before the quarter begins),
    ``frozen_deadlines`` (a frozen quarter's letter may be recorded, new deadlines not), ``no_actor``, ``no_reason``.
    """
    given = dict(deadlines or {})
    _require_number(number)
    unknown = [level for level in given if level not in LEVELS]
    if unknown:
        raise StoreError("no_such_level", level=unknown[0])
    if any(day < period.start for day in given.values()):
        raise StoreError("before_period", period=period)
    due = tuple((level, datetime.combine(day, _LAST_SECOND)) for level, day in given.items())
    event = _Event("request", period.code, deadlines=due, documents=(("request", number.strip(), issued_on),))
    return _write(store, [event], Act(by, reason, now), needs_open=bool(given))[0]


@act("extension")
def extend(
    store: Store, period: Period, unit: str, *, until: date, by: str, reason: str, now: datetime | None = None
) -> int:
    """Give one unit until the end of that day; due times, days late and reasons to lag follow. The event's number.

    StoreError ``not_expected`` (the unit sends no return in the quarter), ``not_longer`` (not after its due day),
    ``frozen_deadlines``, ``no_actor``, ``no_reason``.
    """
    with store.lock:
        known = store.rows(query("due_of"), {"period": period.code, "org_unit": unit})
        if not known:
            raise StoreError("not_expected", unit=unit, period=period)
        until_at = datetime.combine(until, _LAST_SECOND)
        if until_at <= known[0][0]:
            raise StoreError("not_longer", unit=unit, period=period, due=known[0][0].date())
        event = _Event("extension", period.code, unit, deadlines=(("", until_at),))
        return _write(store, [event], Act(by, reason, now), needs_open=True)[0]


@act("reminder")
def mark_sent(
    store: Store,
    period: Period,
    units: Iterable[str],
    *,
    kind: LetterKind,
    number: str,
    sent_on: date,
    by: str,
    reason: str,
    now: datetime | None = None,
) -> list[int]:
    """Mark letters of one kind to these units as sent under a number and date, all or none. Their event numbers.

    One number may stand for many units (a letter to a list of recipients). StoreError ``no_number``, ``no_units``,
    ``unknown_unit`` (not in force in the quarter), ``no_such_kind``, ``no_actor``, ``no_reason``.
    """
    chosen = list(dict.fromkeys(units))
    _require_number(number)
    if kind not in LETTER_KINDS:
        raise StoreError("no_such_kind", kind=kind)
    if not chosen:
        raise StoreError("no_units")
    known = {unit.id for unit in store.catalog.units_at(period)}
    strange = [unit for unit in chosen if unit not in known]
    if strange:
        raise StoreError("unknown_unit", unit=strange[0], period=period)
    document = ((kind, number.strip(), sent_on),)
    return _write(
        store, [_Event("letter", period.code, unit, documents=document) for unit in chosen], Act(by, reason, now)
    )


@act("answer")
def answer(
    store: Store,
    period: Period,
    unit: str,
    matter: int,
    kind: MatterKind,
    *,
    text: str,
    by: str,
    reason: str,
    now: datetime | None = None,
) -> int:
    """Record what a unit was answered to a difficulty or proposal of its return in force. The event's number.

    matter  the row of Biểu 4, as ``metrics.difficulties`` numbers it; a text the unit changes later is open again
    StoreError ``no_such_matter``, ``no_answer``, ``no_actor``, ``no_reason``.
    """
    if not text.strip():
        raise StoreError("no_answer")
    return _about_matter(store, "answered", period, unit, matter, kind, "", text, Act(by, reason, now))


@act("answer")
def forward(
    store: Store,
    period: Period,
    unit: str,
    matter: int,
    kind: MatterKind,
    *,
    recipient: str,
    text: str = "",
    by: str,
    reason: str,
    now: datetime | None = None,
) -> int:
    """Record to whom a difficulty or proposal was forwarded. The event's number.

    StoreError ``no_such_matter``, ``no_recipient``, ``no_actor``, ``no_reason``.
    """
    if not recipient.strip():
        raise StoreError("no_recipient")
    return _about_matter(store, "forwarded", period, unit, matter, kind, recipient, text, Act(by, reason, now))


@act("entry")
def take_back(store: Store, event_id: int, *, by: str, reason: str, now: datetime | None = None) -> int:
    """Take back something recorded by mistake: what counted before it counts again. The event's number.

    StoreError ``unknown_event`` (also where it was taken back already), ``frozen_deadlines``, ``no_actor``, ``no_reason``.
    """
    with store.lock:
        found = store.rows(query("one_trail_event"), {"event_id": event_id})
        if not found:
            raise StoreError("unknown_event", event=event_id)
        _, _, period, unit = found[0]
        undone = _Event("taken_back", period, unit, takes_back=event_id)
        moves_deadlines = bool(store.rows(query("deadlines_of"), {"event_id": event_id}))
        return _write(store, [undone], Act(by, reason, now), needs_open=moves_deadlines)[0]


def _about_matter(
    store: Store,
    event: str,
    period: Period,
    unit: str,
    matter: int,
    kind: MatterKind,
    recipient: str,
    text: str,
    act: Act,
) -> int:
    with store.lock:
        where = {"org_unit": unit, "period": period.code, "kind": kind, "matter": matter}
        asked = store.rows(query("one_matter"), where)
        if not asked:
            raise StoreError("no_such_matter", unit=unit, period=period, matter=matter)
        digest = hashlib.sha256(asked[0][0].encode()).hexdigest()
        row = (kind, matter, digest, recipient.strip(), text.strip())
        return _write(store, [_Event(event, period.code, unit, answers=(row,))], act)[0]


def _require_number(number: str) -> None:
    if not number.strip():
        raise StoreError("no_number")


def _write(store: Store, events: list[_Event], act: Act, *, needs_open: bool = False) -> list[int]:
    """Write the events with what belongs to them, in one transaction, numbered on; behind the last freeze of their period."""
    require_who_and_why(act.by, act.reason)
    with store.lock:
        frozen = last_freeze(store, events[0].period)
        if needs_open and frozen and frozen.is_frozen:
            raise StoreError("frozen_deadlines", period=events[0].period, actor=frozen.actor)
        at = after_freeze(frozen, local(act.now) if act.now else vietnam_now())
        with store.transaction() as cursor:
            first = cursor.execute(query("last_trail_event")).fetchone()[0] + 1
            _insert(cursor, list(enumerate(events, first)), at, act)
    return list(range(first, first + len(events)))


def _insert(cursor: duckdb.DuckDBPyConnection, numbered: list[tuple[int, _Event]], at: datetime, act: Act) -> None:
    rows = [
        (number, item.event, item.period, item.org_unit, item.takes_back, at, act.by.strip(), act.reason.strip())
        for number, item in numbered
    ]
    insert_rows(cursor, "raw.trail_event", rows, _EVENTS)
    for table, schema, name in (
        ("raw.trail_deadline", _DEADLINES, "deadlines"),
        ("raw.trail_document", _DOCUMENTS, "documents"),
        ("raw.trail_answer", _ANSWERS, "answers"),
    ):
        belonging = [(number, *row) for number, item in numbered for row in getattr(item, name)]
        insert_rows(cursor, table, belonging, schema)
