"""A district whose filled return the examples of findings change, and ways to change it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import openpyxl

from dxmetrics.catalog import Catalog, load_catalog
from dxmetrics.catalog.model import OrgUnit
from dxmetrics.checks import check_rules
from dxmetrics.findings import Finding
from dxmetrics.periods import Period
from dxmetrics.workbook.reading import read_return
from dxmetrics.workbook.template import build_template
from tests.helpers.books import edited, filling, with_cells


@dataclass(frozen=True)
class Sender:
    """A district, its filled return and where its cells stand."""

    catalog: Catalog
    unit: OrgUnit
    period: Period
    data: bytes
    places: dict[str, str]

    def put(self, element: str, value: object, **looks: object) -> list[Finding]:
        """Findings of the return with another value for one element."""

        def change(made: openpyxl.Workbook) -> None:
            cell = made["Biểu 1"][self.places[element]]
            cell.value = value
            for name, look in looks.items():
                setattr(cell, name, look)

        return self.edit(change)

    def cells(self, cells: dict[str, object], sheet: str = "Biểu 1") -> list[Finding]:
        return self.read(with_cells(self.data, {(sheet, ref): value for ref, value in cells.items()}))

    def edit(self, change: Callable[[openpyxl.Workbook], object]) -> list[Finding]:
        return self.read(edited(self.data, change))

    def sheet(self, change: Callable[[object], object], name: str = "Biểu 1") -> list[Finding]:
        return self.edit(lambda made: change(made[name]))

    def read(self, data: bytes) -> list[Finding]:
        draft = read_return(data, self.catalog)
        return [*draft.findings, *check_rules(draft, self.catalog)]

    def row(self, element: str) -> int:
        return int(self.places[element][1:])


@cache
def sender(quarter: str = "2024Q2") -> Sender:
    catalog, period = load_catalog(), Period.parse(quarter)
    unit = catalog.units["327@2024-01-01"]
    data = build_template(catalog, unit, period, {}, (), values=filling(catalog, unit, period))
    places = {
        value.data_element: value.cell for value in read_return(data, catalog).values if value.org_unit == unit.id
    }
    return Sender(catalog, unit, period, data, places)


def unmerged(change: Callable[[object], object]) -> Callable[[object], object]:
    def run(sheet: object) -> None:
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        change(sheet)

    return run


def typed(**cells: object) -> Callable[[object], None]:
    def run(sheet: object) -> None:
        for ref, value in cells.items():
            sheet[ref].value = value

    return run


def inserted(row: int, **cells: object) -> Callable[[object], object]:
    def change(sheet: object) -> None:
        sheet.insert_rows(row)
        typed(**cells)(sheet)

    return unmerged(change)
