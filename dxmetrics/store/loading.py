"""Returns, each whole or not at all: checked, compared with what is in force, and written, a group in one transaction.

A dry run and a load are the same function; a load is a dry run plus the transaction (returns.md, Loading). One file is a
group of one; what becomes of a file is the same in a group of any size.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial

import duckdb

from dxmetrics.periods import Period
from dxmetrics.roles import require
from dxmetrics.store.checking import Arrival, Checked, arrived, check_arrival, foreign
from dxmetrics.store.freezing import after_freeze
from dxmetrics.store.guarding import act, is_own
from dxmetrics.store.known import Known
from dxmetrics.store.moments import local, vietnam_now
from dxmetrics.store.outcome import Outcome
from dxmetrics.store.store import Store, write_setting
from dxmetrics.store.writing import Entry, Event, Receipt, write_entries
from dxmetrics.workbook.draft import ReturnDraft
from dxmetrics.workbook.reading import read_return

_TRIES = 4
"""How often a group is loaded before a write conflict with another server becomes an error."""


@act("check")
def check_file(store: Store, name: str, data: bytes, *, period: Period | None = None) -> Outcome:
    """What would become of this file: a load without the transaction."""
    return load_file(store, name, data, by="", period=period, dry_run=True)


@act("check")
def load_file(
    store: Store,
    name: str,
    data: bytes,
    *,
    by: str,
    received_at: datetime | None = None,
    period: Period | None = None,
    accept_warnings: bool = False,
    dry_run: bool = False,
    batch_id: str = "",
    now: datetime | None = None,
    reason: str = "",
    draft: ReturnDraft | None = None,
) -> Outcome:
    """Load one file and say what became of it; whatever is wrong with it is in the findings, never raised.

    received_at  when the office got it (default: now); a time without a zone is Vietnam's
    period       the quarter it must be for; another one is the error ``form.other_period``
    accept_warnings  a person has seen the warnings: accept instead of pending
    now          the moment of acceptance, for a store that re-lives the past (the samples)
    reason       why a person accepts it
    draft        the file as read already, by a worker process (readers.py); default: read here and now
    """
    draft = draft or read_return(data, store.catalog, period)
    arrival = take(store, name, data, draft, by=by, received_at=received_at, now=now, reason=reason)
    (outcome,) = load_group(store, [arrival], accept_warnings=accept_warnings, dry_run=dry_run, batch_id=batch_id)
    return outcome


def take(
    store: Store,
    name: str,
    data: bytes | None,
    draft: ReturnDraft,
    *,
    by: str,
    received_at: datetime | None = None,
    now: datetime | None = None,
    reason: str = "",
) -> Arrival:
    """A file as read, ready for a group; the arguments are those of ``load_file``."""
    moment = local(now) if now else vietnam_now()
    received = local(received_at) if received_at else moment
    return arrived(store.catalog, name, data, draft, by=by, received_at=received, now=moment, reason=reason)


@act("check")
def load_group(
    store: Store,
    arrivals: Sequence[Arrival],
    *,
    accept_warnings: bool = False,
    dry_run: bool = False,
    batch_id: str = "",
) -> list[Outcome]:
    """Load some files in their order, in one transaction; each sees what those before it changed. All of it, or nothing.

    Raises what DuckDB or the disk raised; then nothing of the group is in the store. A dry run compares each file with the
    store as it is. Of what a unit's account sends only its own unit's is looked at and kept, and waits for an officer.
    """
    if not dry_run:
        require(store.actor, "send")
    load = partial(_load_once, store, arrivals, accept_warnings, dry_run, batch_id or uuid.uuid4().hex)
    for _ in range(_TRIES - 1):
        with suppress(
            duckdb.TransactionException
        ):  # somebody wrote at the same moment: nothing of ours is in the store
            return load()
    return load()


def _load_once(
    store: Store, arrivals: Sequence[Arrival], accept_warnings: bool, dry_run: bool, batch_id: str
) -> list[Outcome]:
    """The group checked against the store as it is now, and written."""
    holds = not store.actor.may("load")
    outcomes: list[Outcome] = []
    entries: list[Entry] = []
    with store.lock:
        with store.at_one_moment():
            known = Known(store, [arrival.draft for arrival in arrivals])
        kind = known.kind
        for arrival in arrivals:
            own = not holds or is_own(store, arrival.draft.org_unit.id if arrival.draft.org_unit else None)
            if own:
                checked = check_arrival(arrival, known, store.catalog, accept_warnings and not holds, holds=holds)
            else:
                checked = foreign(arrival)
            outcomes.append(checked.outcome())
            if own and not dry_run and checked.result != "unchanged" and arrival.data is not None:
                entries.append(_entry(checked, known, batch_id, store.actor.name or arrival.by))
        if entries:
            with store.transaction() as cursor:
                write_entries(cursor, entries, known.last_event)
                if known.kind != kind:
                    write_setting(cursor, "kind", known.kind)
    return outcomes


def _entry(checked: Checked, known: Known, batch_id: str, actor: str) -> Entry:
    """What is to be written of a file; from here on the group knows of it. ``actor`` loads it, ``by`` sent it in."""
    arrival, repeated = checked.arrival, checked.repeated
    happened = after_freeze(checked.frozen, max(arrival.now, arrival.received_at))
    event = Event(checked.result, actor, happened, arrival.reason)
    exception = checked.exception if checked.result == "accepted" else None
    known.use(exception)
    if repeated:  # the pending revision itself is what a person now accepts
        known.accept(arrival.draft, repeated)
        return Entry(repeated.revision_id, event, exception)
    revision_id = known.add(arrival.draft, arrival.sha256, checked.result)
    receipt = Receipt(
        arrival.name,
        arrival.data,
        arrival.sha256,
        arrival.received_at,
        arrival.by,
        batch_id,
        checked.return_id,
        checked.revision,
    )
    return Entry(revision_id, event, exception, receipt, arrival.draft, checked.findings)
