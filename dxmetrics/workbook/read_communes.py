"""Biểu 2 of a district: communes by code, name or alias within the period's structure; columns by code, else by words."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from dxmetrics.catalog.model import DataElement, OrgUnit
from dxmetrics.findings import Severity
from dxmetrics.workbook.cell_maker import plain_number
from dxmetrics.workbook.collector import Collector
from dxmetrics.workbook.commune_columns import answer_columns, element_columns, report_others
from dxmetrics.workbook.draft import ControlTotal
from dxmetrics.workbook.grid import Grid
from dxmetrics.workbook.headers import Header
from dxmetrics.workbook.model import Cell, address
from dxmetrics.workbook.numbers import read_number
from dxmetrics.workbook.structure import mapping
from dxmetrics.workbook.text import one_line


def read_communes(collector: Collector, grid: Grid, header: Header | None) -> None:
    """One value per commune and asked element; communes and columns that are missing, doubled or strange are reported."""
    rows = collector.catalog.rows_for(collector.unit, collector.period, "commune")
    elements = [collector.catalog.elements[row.data_element] for row in rows]
    columns, header_end = element_columns(collector, grid, elements)
    if header is None or not columns or not (header.col("name") or header.col("code")):
        collector.report("form.no_table", "error", grid)
        return
    for element in elements:
        if element.code not in columns:
            collector.report("form.missing_column", "warning", grid, column=f"{element.code} {element.name_vi}")
    report_others(collector, grid, header, columns)
    answers, answers_end = answer_columns(collector, grid, header, columns)
    table = _Table(collector, grid, header, columns, {element.code: element for element in elements}, answers)
    table.read(max(header_end, header.last_row, answers_end))


@dataclass
class _Table:
    collector: Collector
    grid: Grid
    header: Header
    columns: dict[str, int]
    elements: dict[str, DataElement]
    answers: dict[str, tuple[int, int]]
    seen: dict[str, int] = field(default_factory=dict)
    strangers: list[OrgUnit] = field(default_factory=list)

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
        self._offer_mapping()
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
                element, answers = self.elements[element_code], self.answers.get(element_code)
                self.collector.take(commune.id, element, self.grid, row, col, note, answers)

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
            if cell and (value := self._total(cell, self.elements[code])) is not None:
                self.collector.totals.append(ControlTotal(code, self.grid.name, cell.ref, value))

    def _total(self, cell: Cell, element: DataElement) -> Decimal | None:
        """The number of a total, typed as a number or as a text; None for what is no number."""
        if cell.kind == "number":
            return Decimal(plain_number(cell.number))
        typed = one_line(cell.text) if cell.kind == "text" else ""
        return read_number(typed, element.unit_vi, self.collector.words).value

    def _commune(self, row: int, code: str, name: str, past_end: bool) -> OrgUnit | None:
        """The commune this row is about. A code and a name of two communes are asked about, never chosen between."""
        by_code = self._by_code.get(code)
        by_name = self._named(name)
        if by_code and by_name and by_code is not by_name:
            self._report(
                "form.commune_conflict", "error", row, code_name=by_code.name_vi, code=code, name=by_name.name_vi
            )
            return None
        if (by_code or by_name) and (other := self._other_district(name)):
            self._report("form.other_district", "error", row, name=(by_code or by_name).name_vi, district=other.name_vi)
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

    def _other_district(self, name: str) -> OrgUnit | None:
        """The district that a bracket behind the name names, when it is not the sender."""
        if "(" not in name:
            return None
        catalog, unit = self.collector.catalog, self.collector.unit
        inside = name.partition("(")[2].rstrip(") ")
        districts = [other for other in catalog.reporters(self.collector.period) if other.level == unit.level]
        district = catalog.find_unit(inside, districts)
        return district if district is not unit else None

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
        if self.collector.words.subsets.starts(text):
            self._report("form.subset_row", "warning", row, label=text)
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
        self.strangers.append(old)
        new = catalog.successor_in(old, catalog.structure_of(self.collector.period))
        if new:
            self._report("form.former_commune", "error", row, name=old.name_vi, successor=new.name_vi)
        else:
            self._report("form.other_time_commune", "error", row, name=old.name_vi)

    def _offer_mapping(self) -> None:
        """Communes of another structure: both lists, old → new, for the sender to follow. Nothing is moved by us."""
        if self.strangers:
            catalog = self.collector.catalog
            pairs = mapping(catalog, self.strangers, self.communes)
            day = catalog.structure_of(self.collector.period).valid_from.strftime("%d/%m/%Y")
            self.collector.report("form.other_structure", "error", self.grid, "", "", pairs=pairs, day=day)

    def _report(self, code: str, severity: Severity, row: int, /, **params: object) -> None:
        found = self.grid.text(row, self._name_col)
        self.collector.report(code, severity, self.grid, address(row, self._name_col), found, **params)
