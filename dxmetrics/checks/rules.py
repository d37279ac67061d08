"""All checks inside one return."""

from __future__ import annotations

from dxmetrics.catalog import Catalog
from dxmetrics.checks.completeness import check_required
from dxmetrics.checks.evidence import check_evidence
from dxmetrics.checks.not_applicable import check_not_applicable
from dxmetrics.checks.sums import check_sums
from dxmetrics.checks.totals import check_totals
from dxmetrics.findings import Finding
from dxmetrics.workbook.draft import ReturnDraft

_CHECKS = (check_required, check_not_applicable, check_sums, check_evidence, check_totals)


def check_rules(draft: ReturnDraft, catalog: Catalog) -> list[Finding]:
    """What is wrong within the return. A draft whose unit or period is unknown has nothing to check."""
    if draft.org_unit is None or draft.period is None:
        return []
    return [finding for check in _CHECKS for finding in check(draft, catalog)]
