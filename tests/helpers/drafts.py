"""Drafts for the checks' tests: values without a file."""

from __future__ import annotations

from collections.abc import Mapping

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import OrgUnit
from dxmetrics.periods import Period
from dxmetrics.workbook.draft import ControlTotal, RawValue, ReturnDraft, Verbatim

KAD = object()


def draft_of(
    catalog: Catalog,
    unit: OrgUnit,
    period: Period,
    values: Mapping[str, object],
    *,
    notes: Mapping[str, str] | None = None,
    of: OrgUnit | None = None,
    totals: tuple[ControlTotal, ...] = (),
) -> ReturnDraft:
    """A return that says ``values``: None is a blank cell, KAD not applicable. Cells are F10, F11 … in their order."""
    said = tuple(
        RawValue(
            org_unit=(of or unit).id,
            data_element=code,
            sheet="Biểu 1",
            cell=f"F{row}",
            text="" if value is None else str(value),
            value=None if value is KAD else value,
            state="missing" if value is None else "not_applicable" if value is KAD else "given",
            note=(notes or {}).get(code, ""),
            note_cell=f"H{row}",
        )
        for row, (code, value) in enumerate(values.items(), 10)
    )
    return ReturnDraft(unit, period, catalog.form_of(unit, period), "1", False, said, totals, Verbatim(), ())


def told(findings: object) -> list[tuple[str, str, str]]:
    """(code, severity, cell) of each finding."""
    return [(finding.code, finding.severity, finding.cell) for finding in findings]
