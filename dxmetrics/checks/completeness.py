"""A required cell left blank: told, never filled in. "Chưa có số liệu" is an honest answer, so it is a warning."""

from __future__ import annotations

from collections.abc import Iterator

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import Part
from dxmetrics.checks.at_cell import at_cell
from dxmetrics.findings import Finding
from dxmetrics.workbook.draft import ReturnDraft


def check_required(draft: ReturnDraft, catalog: Catalog) -> Iterator[Finding]:
    """``value.missing`` at each required cell with nothing in it; cells that already have a fault are left alone."""
    faulty = {(finding.sheet, finding.cell) for finding in draft.findings}
    blank = [value for value in draft.values if value.state == "missing" and (value.sheet, value.cell) not in faulty]
    if not blank:
        return
    own, communes = _required(draft, catalog, "unit"), _required(draft, catalog, "commune")
    for value in blank:
        if value.data_element in (own if value.org_unit == draft.org_unit.id else communes):
            yield at_cell("value.missing", "warning", value, catalog)


def _required(draft: ReturnDraft, catalog: Catalog, part: Part) -> set[str]:
    return {row.data_element for row in catalog.rows_for(draft.org_unit, draft.period, part) if row.required}
