"""One file, whole or not at all: read, checked, compared with what is in force, and written in one transaction.

A dry run and a load are the same function; a load is a dry run plus the transaction (returns.md, Loading).
"""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from dxmetrics.checks import check_history, check_rules
from dxmetrics.findings import Finding, worst
from dxmetrics.periods import Period
from dxmetrics.store.freezing import Freeze, after_freeze, last_freeze, open_exception, write_restatement
from dxmetrics.store.moments import local, vietnam_now
from dxmetrics.store.outcome import NOT_APPLICABLE, Change, Outcome, Result, Stored
from dxmetrics.store.returns import (
    Key,
    Revision,
    TypedValue,
    earlier_values,
    in_force,
    return_id,
    revisions,
    standing,
    values_of,
)
from dxmetrics.store.store import Store, write_setting
from dxmetrics.store.writing import Event, Receipt, write_event, write_receipt
from dxmetrics.text.quarters import quarter
from dxmetrics.workbook.draft import ReturnDraft
from dxmetrics.workbook.reading import read_return


@dataclass(frozen=True)
class Checked:
    """A file after reading and checking, before anything is written. ``return_id`` is None where it does not say whose it is.

    frozen     the period's last freeze, ended or not
    exception  the one that lets it into its frozen period; None where the period is not frozen, or there is none
    """

    sha256: str
    draft: ReturnDraft
    findings: tuple[Finding, ...]
    return_id: str | None
    revisions: list[Revision]
    changes: tuple[Change, ...]
    unchanged: int
    frozen: Freeze | None = None
    exception: int | None = None

    @property
    def repeated(self) -> Revision | None:
        """The accepted or pending revision that has these very bytes."""
        return _repeated(self.revisions, self.sha256)


def check_file(store: Store, name: str, data: bytes, *, period: Period | None = None) -> Outcome:
    """What would become of this file: a load without the transaction."""
    return load_file(store, name, data, by="", period=period, dry_run=True)


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
    now = local(now) if now else vietnam_now()
    received = local(received_at) if received_at else now
    draft = draft or read_return(data, store.catalog, period)
    with store.lock:
        checked = _check(store, data, draft)
        result, revision = _decide(checked, accept_warnings)
        if not dry_run and result != "unchanged":
            receipt = Receipt(
                name, data, checked.sha256, received, by, batch_id or uuid.uuid4().hex, checked.return_id, revision
            )
            _write(store, checked, receipt, Event(result, by, max(now, received), reason))
    return _outcome(name, checked, result, revision)


def _write(store: Store, checked: Checked, receipt: Receipt, event: Event) -> None:
    event = replace(event, happened_at=after_freeze(checked.frozen, event.happened_at))
    with store.transaction() as cursor:
        if checked.repeated:  # the pending revision itself is what a person now accepts
            write_event(cursor, checked.repeated.revision_id, event)
        else:
            write_receipt(cursor, receipt, checked.draft, checked.findings, event)
        if event.event == "accepted":
            write_restatement(cursor, checked.exception)
        if event.event == "accepted" and store.kind is None:
            write_setting(cursor, "kind", "sample" if checked.draft.sample else "real")


def _check(store: Store, data: bytes, draft: ReturnDraft) -> Checked:
    sha256 = hashlib.sha256(data).hexdigest()
    if draft.org_unit is None or draft.period is None or draft.form is None:
        return Checked(sha256, draft, draft.findings, None, [], (), 0)
    findings = [*draft.findings, *_mark_findings(store, draft)]
    units = {value.org_unit for value in draft.values}
    findings += check_rules(draft, store.catalog)
    findings += check_history(draft, earlier_values(store, units, draft.period), store.catalog)
    name = return_id(draft.org_unit, draft.form.code, draft.period)
    known = revisions(store, name)
    repeated = _repeated(known, sha256)
    frozen, exception = last_freeze(store, draft.period), None
    needs_leave = frozen and frozen.is_frozen and (repeated is None or repeated.state != "accepted")
    if needs_leave:  # what is in force already needs none
        exception, told = _leave(store, draft, frozen)
        findings.append(told)
    changes, unchanged = _compare(draft, values_of(store, in_force(known)))
    return Checked(sha256, draft, tuple(findings), name, known, changes, unchanged, frozen, exception)


def _repeated(known: list[Revision], sha256: str) -> Revision | None:
    stands = standing(known)
    return stands if stands and stands.sha256 == sha256 else None


def _leave(store: Store, draft: ReturnDraft, frozen: Freeze) -> tuple[int | None, Finding]:
    """The exception by which a frozen period takes this return, if there is one, and the finding that says so."""
    exception = open_exception(store, draft.period, draft.org_unit.id)
    if exception is not None:
        return exception, Finding("form.restatement", "note", params={"period": _quarter(draft.period)})
    facts = {"period": _quarter(draft.period), "day": f"{frozen.frozen_at:%d/%m/%Y}", "actor": frozen.actor}
    return None, Finding("form.frozen_period", "error", params=facts)


def _quarter(period: Period) -> str:
    return quarter(period, "vi")


def _mark_findings(store: Store, draft: ReturnDraft) -> list[Finding]:
    """Invented returns and real ones never mix (architecture.md, Store)."""
    kind = store.kind
    if kind is None or draft.sample == (kind == "sample"):
        return []
    return [Finding("form.sample_return" if draft.sample else "form.real_return", "error")]


def _decide(checked: Checked, accept_warnings: bool) -> tuple[Result, int | None]:
    """The state this file gets and its revision number; the same bytes as what stands change nothing."""
    if checked.return_id is None:
        return "rejected", None
    if repeated := checked.repeated:
        confirmed = repeated.state == "pending" and accept_warnings and worst(list(checked.findings)) != "error"
        return ("accepted" if confirmed else "unchanged"), repeated.revision
    revision = checked.revisions[-1].revision + 1 if checked.revisions else 1
    match worst(list(checked.findings)):
        case "error":
            return "rejected", revision
        case "warning" if not accept_warnings:
            return "pending", revision
        case _:
            return "accepted", revision


def _compare(draft: ReturnDraft, current: dict[Key, TypedValue]) -> tuple[tuple[Change, ...], int]:
    """What differs from the revision in force, in the file's order, removed values last; and how many are the same."""
    changes: list[Change] = []
    unchanged = 0
    seen: set[Key] = set()
    for value in draft.values:
        if value.state == "missing":
            continue
        key = (value.org_unit, value.data_element)
        seen.add(key)
        new: Stored = NOT_APPLICABLE if value.state == "not_applicable" else _comparable(value.value)
        if key in current and current[key].value == new:
            unchanged += 1
        else:
            changes.append(Change(*key, current[key].value if key in current else None, new, value.sheet, value.cell))
    removed = [Change(*key, old.value, None, old.sheet, old.cell) for key, old in current.items() if key not in seen]
    return (*changes, *removed), unchanged


def _comparable(value: Stored) -> Stored:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _outcome(name: str, checked: Checked, result: Result, revision: int | None) -> Outcome:
    draft, repeated = checked.draft, result == "unchanged"
    changes = () if repeated else checked.changes
    return Outcome(
        file=name,
        outcome=result,
        org_unit=draft.org_unit.id if draft.org_unit else None,
        period=draft.period.code if draft.period else None,
        form=draft.form.code if draft.form else None,
        revision=revision,
        new=sum(change.old is None for change in changes),
        changed=sum(change.old is not None and change.new is not None for change in changes),
        unchanged=checked.unchanged,
        removed=sum(change.new is None for change in changes),
        findings=checked.findings,
        changes=changes,
    )
