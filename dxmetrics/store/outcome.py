"""What became (or, in a dry run, would become) of one file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from dxmetrics.findings import Finding
from dxmetrics.workbook.draft import ReturnDraft

Result = Literal["accepted", "pending", "rejected", "unchanged"]
Stored = Decimal | bool | str | date | None
NOT_APPLICABLE = "KAD"


class Change(NamedTuple):
    """One value that differs from the revision in force: ``old`` None when new, ``new`` None when removed. KAD: not
    applicable."""

    org_unit: str
    data_element: str
    old: Stored
    new: Stored
    sheet: str
    cell: str


@dataclass(frozen=True)
class Outcome:
    """One file's fate. Counts are of values against the revision in force; ids and period are None where the file
    does not say."""

    file: str
    outcome: Result
    org_unit: str | None
    period: str | None
    form: str | None
    revision: int | None
    new: int
    changed: int
    unchanged: int
    removed: int
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...]


def refused(name: str, draft: ReturnDraft, findings: tuple[Finding, ...]) -> Outcome:
    """The fate of a file that changes nothing and that the store knows nothing of."""
    return Outcome(
        file=name,
        outcome="rejected",
        org_unit=draft.org_unit.id if draft.org_unit else None,
        period=draft.period.code if draft.period else None,
        form=draft.form.code if draft.form else None,
        revision=None,
        new=0,
        changed=0,
        unchanged=0,
        removed=0,
        findings=findings,
        changes=(),
    )
