"""Biểu 2 of a district: communes by code, name or alias within the period's structure; columns by code, else by words."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from dxmetrics.catalog.model import DataElement, OrgUnit
from dxmetrics.findings import Severity
from dxmetrics.workbook.collector import Collector
from dxmetrics.workbook.draft import ControlTotal
from dxmetrics.workbook.grid import Grid
from dxmetrics.workbook.headers import Header, name_columns
from dxmetrics.workbook.sheet_xml import plain_number
from dxmetrics.workbook.template_communes import header_text
from dxmetrics.workbook.text import code_key
from dxmetrics.workbook.words import word_key
from dxmetrics.workbook.xlsx_writer import address

_SEARCHED_ROWS = 40
_FEWEST_CODES = 3


def read_communes(collector: Collector, grid: Grid, header: Header | None) -> None:
    """One value per commune and asked element; communes and columns that are missing, doubled or strange are reported."""
    rows = collector.catalog.rows_for(collector.unit, collector.period, "commune")
    elements = [collector.catalog.elements[row.data_element] for row in rows]
    columns, header_end = _element_columns(collector, grid, elements)
    if header is None or not columns or not (header.col("name") or header.col("code")):
        collector.report("form.no_table", "error", grid)
        return
    for element in elements:
        if element.code not in columns:
            collector.report("form.missing_column", "warning", grid, column=f"{element.code} {element.name_vi}")
    _report_others(collector, grid, header, columns)
    table = _Table(collector, grid, header, columns, {element.code: element for element in elements})
    table.read(max(header_end, header.last_row))


def _element_columns(collector: Collector, grid: Grid, elements: list[DataElement]) -> tuple[dict[str, int], int]:
    """Columns by element code and the header's last row: by the row of codes, else by the words above."""
    codes = {code_key(element.code): element.code for element in elements}
    for row in grid.rows():
        if row > _SEARCHED_ROWS:
            break
        found = [(codes[code_key(cell.text)], cell) for cell in grid.row_cells(row) if code_key(cell.text) in codes]
        if len({code for code, _ in found}) >= min(_FEWEST_CODES, len(codes)):
            return _first_of_each(collector, grid, found), row
    names = {word_key(text): element.code for element in elements for text in (element.name_vi, header_text(element))}
    columns = name_columns(grid, range(1, _SEARCHED_ROWS), names)
    return (columns, 0) if len(columns) >= min(_FEWEST_CODES, len(codes)) else ({}, 0)


def _first_of_each(collector: Collector, grid: Grid, found: list) -> dict[str, int]:
    columns: dict[str, int] = {}
    for code, cell in found:
        if code in columns:
            first = address(cell.row, columns[code])
            collector.report("form.repeated_code", "error", grid, cell.ref, cell.text, first=first, code=code)
        else:
            columns[code] = cell.col
    return columns


def _report_others(collector: Collector, grid: Grid, header: Header, columns: dict[str, int]) -> None:
    for col, text in header.others.items():
        if col not in columns.values() and any(grid.cell(row, col) for row in grid.rows() if row > header.last_row):
            collector.report("form.unknown_column", "note", grid, address(header.row, col), text)


@dataclass
class _Table:
    collector: Collector
    grid: Grid
    header: Header
    columns: dict[str, int]
    elements: dict[str, DataElement]
    seen: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        catalog, unit = self.collector.catalog, self.collector.unit
        self.communes = catalog.communes_of(unit.id, self.collector.period)
        self._by_code = {commune.code: commune for commune in self.communes}
        self._former = [
            item for item in catalog.units.values() if item.parent_id == unit.id and item not in self.communes
        ]

    def read(self, header_end: int) -> None:
        """Every row below the header, then the communes that have none."""
        last = self.grid.last_row(self.collector.words, header_end)
        for row in self.grid.rows():
            if row > header_end:
                self._read_row(row, past_end=row > last)
        for commune in self.communes:
            if commune.id not in self.seen:
                self.collector.report(
                    "form.missing_commune", "warning", self.grid, code=commune.code, name=commune.name_vi
                )

    def _read_row(self, row: int, past_end: bool) -> None:
        code = self.grid.text(row, self.header.col("code"))
        name = self.grid.text(row, self.header.col("name"))
        if self._is_total(row) and not (code in self._by_code or self._named(name)):
            self._read_totals(row)
        elif commune := self._commune(row, code, name, past_end):
            if commune.id in self.seen:
                first = address(self.seen[commune.id], self._name_col)
                self._report("form.repeated_commune", "error", row, first=first, name=commune.name_vi)
                return
            self.seen[commune.id] = row
            for element_code, col in self.columns.items():
                note = self.header.col("note")
                self.collector.take(commune.id, self.elements[element_code], self.grid, row, col, note)

    @property
    def _name_col(self) -> int:
        return self.header.col("name") or self.header.col("code") or 1

    def _is_total(self, row: int) -> bool:
        """A label that begins like a total; xã Tống Trân and xã Cộng Hòa do too, so communes are looked for first."""
        words = self.collector.words
        texts = [cell.text for cell in self.grid.row_cells(row)[:3] if cell.kind == "text"]
        return any(words.totals.starts(text) for text in texts)

    def _read_totals(self, row: int) -> None:
        for code, col in self.columns.items():
            cell = self.grid.cell(row, col)
            if cell and cell.kind == "number":
                value = Decimal(plain_number(cell.number))
                self.collector.totals.append(ControlTotal(code, self.grid.name, cell.ref, value))

    def _commune(self, row: int, code: str, name: str, past_end: bool) -> OrgUnit | None:
        """The commune this row is about. A code and a name of two communes are asked about, never chosen between."""
        by_code = self._by_code.get(code)
        by_name = self._named(name)
        if by_code and by_name and by_code is not by_name:
            self._report(
                "form.commune_conflict", "error", row, code_name=by_code.name_vi, code=code, name=by_name.name_vi
            )
            return None
        if by_code and name and not by_name and not self._accept_name(row, by_code, name):
            return None
        if by_code or by_name:
            return by_code or by_name
        if not past_end and not self.collector.is_blank(self.grid, row, list(self.columns.values())):
            self._report_stranger(row, code, name)
        return None

    def _named(self, name: str) -> OrgUnit | None:
        return self.collector.catalog.find_unit(name, self.communes) if name else None

    def _accept_name(self, row: int, commune: OrgUnit, name: str) -> bool:
        """A code with a misspelt name of its own is taken and told; with another unit's name it is not."""
        catalog = self.collector.catalog
        if old := catalog.find_unit(name, self._former):
            self._report_former(row, old)
            return False
        near = catalog.suggest_unit(name, self.communes)
        severity: Severity = "note" if near is commune else "warning"
        self._report("form.name_differs", severity, row, name=commune.name_vi, code=commune.code)
        return True

    def _report_stranger(self, row: int, code: str, name: str) -> None:
        catalog = self.collector.catalog
        text = name or code
        if len(text.strip("()")) <= 2:
            return
        if old := catalog.find_unit(text, self._former) if text else None:
            self._report_former(row, old)
            return
        if near := self.collector.may_suggest() and catalog.suggest_unit(text, self.communes):
            self._report("form.misspelt_commune", "error", row, suggestion=near.name_vi)
        else:
            self._report("form.unknown_commune", "error", row)

    def _report_former(self, row: int, old: OrgUnit) -> None:
        catalog = self.collector.catalog
        new = catalog.successor_in(old, catalog.structure_of(self.collector.period))
        if new:
            self._report("form.former_commune", "error", row, name=old.name_vi, successor=new.name_vi)
        else:
            self._report("form.other_time_commune", "error", row, name=old.name_vi)

    def _report(self, code: str, severity: Severity, row: int, /, **params: object) -> None:
        found = self.grid.text(row, self._name_col)
        self.collector.report(code, severity, self.grid, address(row, self._name_col), found, **params)
