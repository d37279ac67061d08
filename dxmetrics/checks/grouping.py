"""Faults that one remedy mends, told once with their number and their cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dxmetrics.findings import Finding, Severity

_ORDER = ("error", "warning", "note")


@dataclass(frozen=True)
class FindingGroup:
    """Findings of one code in one sheet. ``first`` stands for all of them; ``cells`` are their addresses in order."""

    code: str
    severity: Severity
    sheet: str
    first: Finding
    cells: tuple[str, ...]

    @property
    def count(self) -> int:
        return len(self.cells)


def group_findings(findings: Iterable[Finding]) -> list[FindingGroup]:
    """Groups by code and sheet, gravest first, then as they came."""
    grouped: dict[tuple[Severity, str, str], list[Finding]] = {}
    for finding in findings:
        grouped.setdefault((finding.severity, finding.code, finding.sheet), []).append(finding)
    groups = [
        FindingGroup(code, severity, sheet, members[0], tuple(member.cell for member in members))
        for (severity, code, sheet), members in grouped.items()
    ]
    return sorted(groups, key=lambda group: _ORDER.index(group.severity))
