"""What became (or, in a dry run, would become) of one file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from dxmetrics.findings import Finding

Result = Literal["accepted", "pending", "rejected", "unchanged"]
Stored = Decimal | bool | str | date | None
NOT_APPLICABLE = "KAD"


@dataclass(frozen=True)
class Change:
    """One value that differs from the revision in force: ``old`` None when new, ``new`` None when removed. KAD: not applicable."""

    org_unit: str
    data_element: str
    old: Stored
    new: Stored
    sheet: str
    cell: str


@dataclass(frozen=True)
class Outcome:
    """One file's fate. Counts are of values against the revision in force; ids and period are None where the file does not say."""

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
