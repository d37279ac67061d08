"""Gathers the values and findings of one return while its sheets are read, each at its cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import DataElement, OrgUnit
from dxmetrics.findings import Finding, Severity
from dxmetrics.periods import Period
from dxmetrics.workbook.draft import ControlTotal, RawValue
from dxmetrics.workbook.grid import Grid
from dxmetrics.workbook.layout import SheetShape
from dxmetrics.workbook.model import Cell, address
from dxmetrics.workbook.text import clean
from dxmetrics.workbook.values import Context, Parsed, merged, parse, parse_pair
from dxmetrics.workbook.words import Words


@dataclass(frozen=True)
class TakenDay:
    """A day that was read, and the cell it came from."""

    grid: Grid
    cell: Cell
    day: date
    element: DataElement


_MOST_SUGGESTIONS = 300
_BLANK = Parsed()


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
    days: list[TakenDay] = field(default_factory=list)
    _taken: dict[tuple[str, int, int], str] = field(default_factory=dict)
    _suggestions: int = 0

    def report(
        self, code: str, severity: Severity, grid: Grid, cell: str = "", found: str = "", /, **params: object
    ) -> None:
        """Add a ``form.*`` finding at a cell of the sheet, or at the sheet itself."""
        self.findings.append(Finding(code, severity, grid.name, cell, found, params))

    def take(
        self,
        owner: str,
        element: DataElement,
        grid: Grid,
        row: int,
        col: int | None,
        note_col: int | None = None,
        answers: tuple[int, int] | None = None,
    ) -> None:
        """Read one asked cell; a blank one is kept as missing, so that what was asked can be told from what was not.

        ``answers``: the columns "Có" and "Không" where yes and no have one each.
        """
        if answers and element.value_type == "bool":
            col = answers[0]
        if not col:
            return
        cell, parsed = self._parse(element, grid, row, col, answers)
        ref = address(row, col)
        if parsed.findings:
            self.findings += [_located(finding, grid, ref, element) for finding in parsed.findings]
        if cell and parsed.state == "given":
            if cell.hidden:
                self.report("form.hidden_value", "warning", grid, ref, cell.text, **_names(element))
            self._remember(parsed, element, grid, cell, (row, col))
        note, note_cell = (clean(grid.text(row, note_col)), address(row, note_col)) if note_col else ("", "")
        text = cell.text if cell else ""
        self.values.append(
            RawValue(owner, element.code, grid.name, ref, text, parsed.value, parsed.state, note, note_cell)
        )

    def _parse(
        self, element: DataElement, grid: Grid, row: int, col: int, answers: tuple[int, int] | None
    ) -> tuple[Cell | None, Parsed]:
        """The cell that answers and what it says."""
        cell = grid.cell(row, col)
        no = grid.cell(row, answers[1]) if answers and col == answers[0] else None
        if answers and element.value_type == "bool":
            return cell or no, parse_pair(cell, no, self._context(element, grid, row, col))
        if no:
            return cell or no, Parsed(findings=(Finding("value.answer_pair", "error", found=no.text),))
        if cell is None:
            source = grid.covering(row, col)
            if source and (source.col == col or _counted(element)):
                return source, merged(source, element)
            return None, _BLANK
        if grid.is_merged_down(row, col) and _counted(element):
            return cell, merged(cell, element)
        return cell, parse(cell, element, self._context(element, grid, row, col))

    def _context(self, element: DataElement, grid: Grid, row: int, col: int) -> Context:
        above = self._taken.get((grid.name, row - 1, col), "")
        return Context(self.words, self.catalog.enums.get(element.enum, ()), above)

    def _remember(self, parsed: Parsed, element: DataElement, grid: Grid, cell: Cell, place: tuple[int, int]) -> None:
        """What later cells are read against: the text a ditto mark below repeats, the days of a column."""
        if isinstance(parsed.value, str):
            self._taken[grid.name, *place] = parsed.value
        elif isinstance(parsed.value, date):
            self.days.append(TakenDay(grid, cell, parsed.value, element))

    def may_suggest(self) -> bool:
        """Whether one more near miss may be looked for: in a file of thousands of unknown rows that would take minutes."""
        self._suggestions += 1
        return self._suggestions <= _MOST_SUGGESTIONS

    def is_blank(self, grid: Grid, row: int, columns: list[int]) -> bool:
        """Whether none of these cells holds anything."""
        return all(grid.cell(row, col) is None for col in columns)


def _counted(element: DataElement) -> bool:
    return element.value_type not in ("text", "ref")


def _located(finding: Finding, grid: Grid, ref: str, element: DataElement) -> Finding:
    params = {**_names(element), **finding.params}
    return Finding(finding.code, finding.severity, grid.name, ref, finding.found, params)


def _names(element: DataElement) -> dict[str, object]:
    return {"element": element.code, "name": element.name_vi}
