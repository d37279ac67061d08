"""Workbooks for tests: Markdown tables in a test become sheets, and filled returns become edited ones."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

import openpyxl
from openpyxl.workbook import Workbook

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import DataElement, OrgUnit
from dxmetrics.periods import Period


def book(**tables: str) -> bytes:
    """One sheet per keyword (``_`` reads as a blank), one row per line, cells between ``|``.

    ``12`` a number, ``'12`` a text, ``98%`` a percent cell, ``2024-12-10`` a day, ``=A1`` a formula without a
    stored value, ``TRUE`` a boolean, anything else a text.
    """
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, table in tables.items():
        sheet = made.create_sheet(name.replace("_", " "))
        for row, line in enumerate(table.strip().splitlines(), 1):
            for col, text in enumerate(line.strip().strip("|").split("|"), 1):
                _write(sheet.cell(row, col), text.strip())
    return saved(made)


def _write(cell: openpyxl.cell.Cell, text: str) -> None:
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        cell.value = float(text) if "." in text else int(text)
    elif re.fullmatch(r"\d+(\.\d+)?%", text):
        cell.value, cell.number_format = float(text[:-1]) / 100, "0%"
    elif re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        cell.value, cell.number_format = datetime.fromisoformat(text), "dd/mm/yyyy"
    elif text in ("TRUE", "FALSE"):
        cell.value = text == "TRUE"
    elif text:
        cell.value = text.removeprefix("'")
        if not text.startswith("="):
            cell.data_type = "s"


def saved(made: Workbook) -> bytes:
    """The workbook's bytes."""
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def edited(data: bytes, edit: Callable[[Workbook], None]) -> bytes:
    """The workbook opened by another program (openpyxl), changed and saved."""
    made = openpyxl.load_workbook(io.BytesIO(data))
    edit(made)
    return saved(made)


def with_cells(data: bytes, cells: Mapping[tuple[str, str], object]) -> bytes:
    """The workbook with other values in some cells, by (sheet, cell)."""

    def edit(made: Workbook) -> None:
        for (sheet, ref), value in cells.items():
            cell = made[sheet][ref]
            cell.value = value
            if isinstance(value, str) and not value.startswith("="):
                cell.data_type = "s"

    return edited(data, edit)


class RowHeight(NamedTuple):
    """A row's height as written in the file; ``fixed``: set by hand, so it does not follow what is typed."""

    points: float
    fixed: bool


def row_heights(data: bytes, sheet: int = 1) -> dict[int, RowHeight]:
    """Heights by row of the sheet with this number; openpyxl takes every height for one set by hand."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read(f"xl/worksheets/sheet{sheet}.xml").decode()
    rows = [dict(re.findall(r'(\w+)="([^"]*)"', tag)) for tag in re.findall(r"<row [^>]*>", xml)]
    return {int(row["r"]): RowHeight(float(row["ht"]), "customHeight" in row) for row in rows if "ht" in row}


def filling(catalog: Catalog, unit: OrgUnit, period: Period) -> dict[tuple[str, ...], object]:
    """A value for every input of the unit's template, consistent with every rule: counts are all the same."""
    values: dict[tuple[str, ...], object] = {}
    for row in catalog.rows_for(unit, period, "unit"):
        element = catalog.elements[row.data_element]
        values[unit.id, element.code] = sample_value(catalog, element)
        if element.document:
            values[unit.id, element.document] = "15/QĐ-UBND ngày 12/5/2024"
    for commune in catalog.communes_of(unit.id, period):
        for row in catalog.rows_for(unit, period, "commune"):
            values[commune.id, row.data_element] = sample_value(catalog, catalog.elements[row.data_element])
    for task in catalog.tasks_of(unit, period):
        values[unit.id, f"{task.code}.state"] = "done"
        values[unit.id, f"{task.code}.result"] = "Đã thực hiện"
        values[unit.id, f"{task.code}.ref"] = "Số: 12/KH-UBND"
    values[unit.id, "D96.1"] = "- Thiếu biên chế chuyên trách"
    values[unit.id, "D97.1"] = "Bố trí thêm kinh phí"
    values[unit.id, "D96.1", "note"] = "MT1"
    return values


def sample_value(catalog: Catalog, element: DataElement) -> object:
    """A value of the element's type. The workforce is the sum of its three parts."""
    if element.value_type == "enum":
        return catalog.enums[element.enum][-1].code
    count = 36 if element.code in ("D01", "D34.1", "D46") else 12
    return {
        "int": count,
        "decimal": Decimal("1234.5"),
        "bool": True,
        "text": "Nội dung",
        "ref": "15/QĐ-UBND ngày 12/5/2024",
        "date": date(2024, 5, 12),
    }[element.value_type]
