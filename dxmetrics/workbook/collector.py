"""Gathers the values and findings of one return while its sheets are read, each at its cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import DataElement, OrgUnit
from dxmetrics.findings import Finding, Severity
from dxmetrics.periods import Period
from dxmetrics.workbook.draft import ControlTotal, RawValue
from dxmetrics.workbook.grid import Grid
from dxmetrics.workbook.layout import SheetShape
from dxmetrics.workbook.text import clean
from dxmetrics.workbook.values import Context, parse
from dxmetrics.workbook.words import Words
from dxmetrics.workbook.xlsx_writer import address

_MOST_SUGGESTIONS = 300


@dataclass
class Collector:
    """One return being read."""

    catalog: Catalog
    layout: Mapping[str, SheetShape]
    words: Words
    unit: OrgUnit
    period: Period
    values: list[RawValue] = field(default_factory=list)
    totals: list[ControlTotal] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _suggestions: int = 0

    def report(
        self, code: str, severity: Severity, grid: Grid, cell: str = "", found: str = "", /, **params: object
    ) -> None:
        """Add a ``form.*`` finding at a cell of the sheet, or at the sheet itself."""
        self.findings.append(Finding(code, severity, grid.name, cell, found, params))

    def take(
        self, owner: str, element: DataElement, grid: Grid, row: int, col: int | None, note_col: int | None = None
    ) -> None:
        """Read one asked cell; a blank one is kept as missing, so that what was asked can be told from what was not."""
        if not col:
            return
        cell = grid.cell(row, col)
        choices = self.catalog.enums.get(element.enum, ())
        parsed = parse(cell, element, Context(self.words, choices, grid.text(row - 1, col)))
        ref = address(row, col)
        self.findings += [_located(finding, grid, ref, element) for finding in parsed.findings]
        if cell and cell.hidden and parsed.state == "given":
            self.report("form.hidden_value", "warning", grid, ref, cell.text, **_names(element))
        self.values.append(
            RawValue(
                org_unit=owner,
                data_element=element.code,
                sheet=grid.name,
                cell=ref,
                text=cell.text if cell else "",
                value=parsed.value,
                state=parsed.state,
                note=clean(grid.text(row, note_col)),
                note_cell=address(row, note_col) if note_col else "",
            )
        )

    def may_suggest(self) -> bool:
        """Whether one more near miss may be looked for: in a file of thousands of unknown rows that would take minutes."""
        self._suggestions += 1
        return self._suggestions <= _MOST_SUGGESTIONS

    def is_blank(self, grid: Grid, row: int, columns: list[int]) -> bool:
        """Whether none of these cells holds anything."""
        return all(grid.cell(row, col) is None for col in columns)


def _located(finding: Finding, grid: Grid, ref: str, element: DataElement) -> Finding:
    return replace(finding, sheet=grid.name, cell=ref, params={**_names(element), **finding.params})


def _names(element: DataElement) -> dict[str, object]:
    return {"element": element.code, "name": element.name_vi}
