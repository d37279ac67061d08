"""What is wrong with a sender's file, said once, at its cell.

A finding holds a stable code and the facts; the words in Vietnamese and English live in
``text/<language>/findings.toml`` under the same code, so that a code without words fails a test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "note"]
_ORDER: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True)
class Finding:
    """One fault, question or remark about a file.

    code      stable, dotted, e.g. ``value.not_a_number``
    severity  ``error`` the file can't be accepted; ``warning`` a person must confirm; ``note`` told, nothing to do
    sheet     the sheet's name as in the file; empty for a fault of the whole file
    cell      ``F14``; empty for a fault of the whole sheet or file
    found     what stands there, as text
    params    named facts the wording needs (``element``, ``name``, ``suggestion`` …)
    """

    code: str
    severity: Severity
    sheet: str = ""
    cell: str = ""
    found: str = ""
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """``'Biểu 1'!F14``; the sheet alone, or empty, where there is no cell."""
        if not self.sheet:
            return ""
        return f"'{self.sheet}'!{self.cell}" if self.cell else f"'{self.sheet}'"


def worst(findings: list[Finding]) -> Severity | None:
    """The gravest severity among the findings, None when there are none."""
    present = {finding.severity for finding in findings}
    return next((severity for severity in _ORDER if severity in present), None)


@dataclass(frozen=True)
class FindingGroup:
    """Findings of one code in one sheet that one remedy mends. ``first`` stands for all; ``cells`` say where."""

    code: str
    severity: Severity
    sheet: str
    first: Finding
    cells: tuple[str, ...]

    @property
    def count(self) -> int:
        return len(self.cells)


def group_findings(
    findings: Iterable[Finding], remedy: Callable[[Finding], str] = lambda finding: ""
) -> list[FindingGroup]:
    """Groups by code and sheet, gravest first, then as they came; ``remedy`` parts those that are mended otherwise."""
    grouped: dict[tuple[Severity, str, str, str], list[Finding]] = {}
    for finding in findings:
        grouped.setdefault((finding.severity, finding.code, finding.sheet, remedy(finding)), []).append(finding)
    groups = [
        FindingGroup(code, severity, sheet, members[0], tuple(member.cell for member in members))
        for (severity, code, sheet, _), members in grouped.items()
    ]
    return sorted(groups, key=lambda group: _ORDER.index(group.severity))
