"""One file against its rules and against what is in force: what becomes of it, before anything is written."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from dxmetrics.catalog import Catalog
from dxmetrics.checks import check_history, check_rules
from dxmetrics.findings import Finding, worst
from dxmetrics.periods import Period
from dxmetrics.store.freezing import Freeze
from dxmetrics.store.known import Known, name_of
from dxmetrics.store.outcome import NOT_APPLICABLE, Change, Outcome, Result, Stored
from dxmetrics.store.returns import Key, Revision, TypedValue, standing
from dxmetrics.text.quarters import quarter
from dxmetrics.workbook.draft import ReturnDraft


@dataclass(frozen=True)
class Arrival:
    """A file that came in, read and checked by itself: what needs no store and no lock.

    data         None where the file could not be opened: nothing came in, nothing of it is kept
    rules        what is wrong within the return
    received_at  when the office got it, ``now`` when it is loaded (Vietnam's clock)
    reason       why a person accepts it
    """

    name: str
    data: bytes | None
    sha256: str
    draft: ReturnDraft
    rules: tuple[Finding, ...]
    by: str
    received_at: datetime
    now: datetime
    reason: str = ""


@dataclass(frozen=True)
class Checked:
    """An arrival after it was compared with the store. ``return_id`` is None where it does not say whose it is.

    frozen     the period's last freeze, ended or not
    exception  the one that lets it into its frozen period; None where the period is not frozen, or there is none
    repeated   the accepted or pending revision that has these very bytes
    """

    arrival: Arrival
    findings: tuple[Finding, ...]
    result: Result
    return_id: str | None = None
    revision: int | None = None
    repeated: Revision | None = None
    changes: tuple[Change, ...] = ()
    unchanged: int = 0
    frozen: Freeze | None = None
    exception: int | None = None

    def outcome(self) -> Outcome:
        """What the sender and the officer are told."""
        draft, changes = self.arrival.draft, () if self.result == "unchanged" else self.changes
        new = sum([change.old is None for change in changes])
        removed = sum([change.new is None for change in changes])
        return Outcome(
            file=self.arrival.name,
            outcome=self.result,
            org_unit=draft.org_unit.id if draft.org_unit else None,
            period=draft.period.code if draft.period else None,
            form=draft.form.code if draft.form else None,
            revision=self.revision,
            new=new,
            changed=len(changes) - new - removed,
            unchanged=self.unchanged,
            removed=removed,
            findings=self.findings,
            changes=changes,
        )


def arrived(
    catalog: Catalog,
    name: str,
    data: bytes | None,
    draft: ReturnDraft,
    *,
    by: str,
    received_at: datetime,
    now: datetime,
    reason: str = "",
) -> Arrival:
    """Check a file by itself."""
    says_whose = draft.org_unit and draft.period and draft.form
    rules = tuple(check_rules(draft, catalog)) if says_whose else ()
    return Arrival(name, data, hashlib.sha256(data or b"").hexdigest(), draft, rules, by, received_at, now, reason)


def check_arrival(
    arrival: Arrival, known: Known, catalog: Catalog, accept_warnings: bool, *, holds: bool = False
) -> Checked:
    """Compare a file with what is known of its return, and say what becomes of it; ``holds``: an officer must accept it."""
    draft = arrival.draft
    if draft.org_unit is None or draft.period is None or draft.form is None:
        return Checked(arrival, draft.findings, "rejected")
    findings = [*draft.findings, *_mark_findings(known.kind, draft), *arrival.rules]
    findings += check_history(draft, known.before(draft.period), catalog)
    name = name_of(draft)
    stands = standing(known.revisions(name))
    repeated = stands if stands and stands.sha256 == arrival.sha256 else None
    frozen, exception = known.last_freeze(draft.period), None
    needs_leave = frozen and frozen.is_frozen and (repeated is None or repeated.state != "accepted")
    if needs_leave:  # what is in force already needs none
        exception = known.exception(draft.period, draft.org_unit.id)
        findings.append(_leave(draft.period, frozen, exception))
    gravest = worst(findings)
    changes, unchanged = _compare(draft, known.current(name), findings if gravest == "error" else ())
    result, revision = _decide(known.revisions(name), repeated, gravest, accept_warnings, holds)
    return Checked(arrival, tuple(findings), result, name, revision, repeated, changes, unchanged, frozen, exception)


def foreign(arrival: Arrival) -> Checked:
    """A file that a unit's account sends and that is not its unit's: nothing is compared, so nothing is told of the other."""
    told = () if arrival.draft.org_unit is None else (Finding("form.not_yours", "error"),)
    return Checked(arrival, (*arrival.draft.findings, *told), "rejected")


def _leave(period: Period, frozen: Freeze, exception: int | None) -> Finding:
    """By which exception a frozen period takes this return, or that it does not."""
    name = quarter(period, "vi")
    if exception is not None:
        return Finding("form.restatement", "note", params={"period": name})
    facts = {"period": name, "day": f"{frozen.frozen_at:%d/%m/%Y}", "actor": frozen.actor}
    return Finding("form.frozen_period", "error", params=facts)


def _mark_findings(kind: str | None, draft: ReturnDraft) -> list[Finding]:
    """Invented returns and real ones never mix (architecture.md, Store)."""
    if kind is None or draft.sample == (kind == "sample"):
        return []
    return [Finding("form.sample_return" if draft.sample else "form.real_return", "error")]


def _decide(
    revisions: list[Revision], repeated: Revision | None, gravest: str | None, accept_warnings: bool, holds: bool
) -> tuple[Result, int]:
    """The state this file gets and its revision number; the same bytes as what stands change nothing."""
    if repeated:
        confirmed = repeated.state == "pending" and accept_warnings and gravest != "error"
        return ("accepted" if confirmed else "unchanged"), repeated.revision
    revision = revisions[-1].revision + 1 if revisions else 1
    match gravest:
        case "error":
            return "rejected", revision
        case "warning" if not accept_warnings:
            return "pending", revision
        case _ if holds:
            return "pending", revision
        case _:
            return "accepted", revision


def _compare(
    draft: ReturnDraft, current: dict[Key, TypedValue], faults: list[Finding] | tuple[()]
) -> tuple[tuple[Change, ...], int]:
    """What differs from the revision in force, in the file's order, removed values last; and how many are the same.

    ``faults``: the findings of a file with an error. It takes nothing away but what it says is blank: a cell that could not
    be read, or was not found, is no removal.
    """
    changes: list[Change] = []
    unchanged = 0
    seen: set[Key] = set()
    for value in draft.values:
        if value.state == "missing":
            continue
        key = (value.org_unit, value.data_element)
        seen.add(key)
        new: Stored = NOT_APPLICABLE if value.state == "not_applicable" else value.value
        if isinstance(new, date):  # kept as text
            new = new.isoformat()
        old = current.get(key)
        if old is not None and old.value == new:
            unchanged += 1
        else:
            changes.append(Change(*key, old.value if old else None, new, value.sheet, value.cell))
    gone = (current.keys() & _blank(draft, faults) if faults else current.keys()) - seen
    changes += [Change(*key, old.value, None, old.sheet, old.cell) for key, old in current.items() if key in gone]
    return tuple(changes), unchanged


def _blank(draft: ReturnDraft, faults: list[Finding] | tuple[()]) -> set[Key]:
    """Cells the file was asked for and leaves blank, without a fault of their own."""
    faulty = {(finding.sheet, finding.cell) for finding in faults if finding.severity == "error"}
    return {
        (value.org_unit, value.data_element)
        for value in draft.values
        if value.state == "missing" and (value.sheet, value.cell) not in faulty
    }
