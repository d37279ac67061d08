"""What a person does to returns that are in the store: withdraw one, undo a pile, accept one that waited.

Nothing is deleted: each act is an event with an actor, a time and a reason, and the highest accepted revision that is not
withdrawn counts again (returns.md, Loading).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from dxmetrics.errors import StoreError
from dxmetrics.store.freezing import after_freeze, last_freeze, open_exception, require_who_and_why
from dxmetrics.store.guarding import act
from dxmetrics.store.loading import load_file
from dxmetrics.store.moments import local, vietnam_now
from dxmetrics.store.outcome import Outcome
from dxmetrics.store.sqlfiles import query
from dxmetrics.store.store import Store
from dxmetrics.store.writing import Entry, Event, write_events


@dataclass(frozen=True)
class Acted:
    """The revision something was done to. ``state`` is the one it had before: accepted or pending."""

    revision_id: int
    return_id: str
    org_unit: str
    period: str
    revision: int
    file_name: str
    state: str


@act("withdraw")
def withdraw(
    store: Store, return_id: str, *, by: str, reason: str, revision: int | None = None, now: datetime | None = None
) -> Acted:
    """Withdraw a revision of a return, by default the one in force; a pending one only by its number.

    StoreError ``unknown_return``, ``not_in_force``, ``frozen``, ``no_actor``, ``no_reason``.
    """
    require_who_and_why(by, reason)
    with store.lock:
        found = _find(store, return_id, revision, "accepted")
        if found.state not in ("accepted", "pending"):
            raise StoreError("not_in_force", return_id=return_id, revision=found.revision, state=found.state)
        _withdraw(store, [found], by, reason, now)
    return found


@act("undo")
def undo(store: Store, batch_id: str, *, by: str, reason: str, now: datetime | None = None) -> list[Acted]:
    """Withdraw all accepted and pending revisions of a pile, in one transaction; none when one of them can't be.

    StoreError ``unknown_batch`` (also when nothing of it is left), ``frozen``, ``no_actor``, ``no_reason``.
    """
    require_who_and_why(by, reason)
    with store.lock:
        found = [Acted(*row) for row in store.rows(query("batch_revisions"), {"batch_id": batch_id})]
        if not found:
            raise StoreError("unknown_batch", batch=batch_id)
        _withdraw(store, found, by, reason, now)
    return found


@act("accept")
def accept(store: Store, return_id: str, *, by: str, reason: str, now: datetime | None = None) -> Outcome:
    """Accept the newest pending revision of a return: its own bytes are loaded again, so that it is checked afresh.

    The outcome is ``unchanged``, with the findings that say why, where it can't be accepted any more.
    StoreError ``unknown_return``, ``not_pending``, ``overtaken`` (a later revision counts), ``no_actor``, ``no_reason``.
    """
    require_who_and_why(by, reason)
    with store.lock:
        found, data = _waiting(store, return_id)
        return load_file(store, found.file_name, data, by=by, reason=reason, accept_warnings=True, now=now)


@act("accept")
def would_accept(store: Store, return_id: str) -> Outcome:
    """What accepting the newest pending revision would do, without doing it. Raises as ``accept`` does."""
    with store.lock:
        found, data = _waiting(store, return_id)
        return load_file(store, found.file_name, data, by="", accept_warnings=True, dry_run=True)


def _waiting(store: Store, return_id: str) -> tuple[Acted, bytes]:
    found = _find(store, return_id, None, "pending")
    newer = store.rows(query("one_revision"), {"return_id": return_id, "revision": None, "state": "accepted"})
    if newer and Acted(*newer[0]).revision > found.revision:
        raise StoreError("overtaken", return_id=return_id, revision=found.revision, newer=Acted(*newer[0]).revision)
    return found, store.rows(query("revision_content"), {"revision_id": found.revision_id})[0][0]


def _find(store: Store, return_id: str, revision: int | None, state: str) -> Acted:
    wanted = {"return_id": return_id, "revision": revision, "state": state}
    found = store.rows(query("one_revision"), wanted)
    if found:
        return Acted(*found[0])
    known = store.rows("select count(*) from raw.revision where return_id = $name", {"name": return_id})[0][0]
    if not known or revision is not None:
        raise StoreError("unknown_return", return_id=return_id)
    raise StoreError("not_pending" if state == "pending" else "nothing_accepted", return_id=return_id)


def _withdraw(store: Store, found: Iterable[Acted], by: str, reason: str, now: datetime | None) -> None:
    moment = local(now) if now else vietnam_now()
    entries = [_withdrawal(store, item, by, reason, moment) for item in found]
    with store.transaction() as cursor:
        write_events(cursor, entries)


def _withdrawal(store: Store, item: Acted, by: str, reason: str, moment: datetime) -> Entry:
    at = after_freeze(last_freeze(store, item.period), moment)
    return Entry(item.revision_id, Event("withdrawn", by.strip(), at, reason.strip()), _exception(store, item))


def _exception(store: Store, item: Acted) -> int | None:
    """The exception that lets a frozen period change, None where it is not frozen; StoreError ``frozen`` without one."""
    frozen = last_freeze(store, item.period)
    if frozen is None or not frozen.is_frozen:
        return None
    exception = open_exception(store, item.period, item.org_unit)
    if exception is None:
        raise StoreError("frozen", period=item.period, actor=frozen.actor, unit=item.org_unit)
    return exception
