"""A table as it stands on the screen, and the same table as xlsx and csv.

The xlsx carries a second sheet with the filters, the time and the method, so that a printed sheet still says where its
figures come from. Text that looks like a formula stays text in both.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Literal

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from dxmetrics.text.numbers import VIETNAM

Kind = Literal["text", "count", "number", "percent", "signed", "date", "moment", "mixed"]
_FORMATS = {
    "count": "#,##0",
    "number": "#,##0.0",
    "percent": '#,##0.0"%"',
    "signed": "+#,##0.0;-#,##0.0;0",
    "date": "dd/mm/yyyy",
    "moment": "dd/mm/yyyy hh:mm",
}
_WIDTHS = {"text": 30, "moment": 18}
_HEAD = PatternFill("solid", fgColor="FFE8EEF5")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Column:
    """One column: the data frame's ``key``, what stands above it, and how its values are written.

    Percentages are already in percent (metrics.md §2); ``mixed`` holds numbers and texts. ``width`` is in characters,
    None for the kind's own.
    """

    key: str
    label: str
    kind: Kind = "text"
    width: int | None = None


@dataclass(frozen=True)
class Table:
    """Rows and columns in the order shown, with the facts (label, text) printed on the second sheet."""

    title: str
    columns: tuple[Column, ...]
    rows: pd.DataFrame
    facts: tuple[tuple[str, str], ...] = field(default=())

    def values(self) -> Iterator[tuple[object, ...]]:
        """The cells row by row, None where there is no value."""
        frame = self.rows[[column.key for column in self.columns]]
        for row in frame.itertuples(index=False, name=None):
            yield tuple(None if pd.isna(value) else value for value in row)


def to_xlsx(table: Table, *, facts_sheet: str, max_rows: int = 1_000_000) -> bytes:
    """The table as a workbook: one sheet of data with a frozen head, one of facts."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(table.title))
    sheet.freeze_panes = "A2"
    for place, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width or _WIDTHS.get(column.kind, 14)
    sheet.append([_head_cell(sheet, column.label) for column in table.columns])
    for count, row in enumerate(table.values()):
        if count >= max_rows:
            break
        sheet.append([_cell(sheet, value, column.kind) for value, column in zip(row, table.columns, strict=True)])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table.rows) + 1}"
    _facts(book, facts_sheet, table.facts)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def to_csv(table: Table) -> bytes:
    """The table as csv for programs: UTF-8 with a mark for Excel, commas, 1234.5, ISO dates."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_inert(column.label) for column in table.columns])
    for row in table.values():
        writer.writerow([_plain(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _facts(book: Workbook, name: str, facts: Sequence[tuple[str, str]]) -> None:
    sheet = book.create_sheet(_sheet_name(name))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 28, 90
    for label, text in facts:
        cell = _cell(sheet, text, "text")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append([_head_cell(sheet, label), cell])


def _head_cell(sheet: object, text: str) -> WriteOnlyCell:
    cell = _cell(sheet, text, "text")
    cell.font, cell.fill = Font(bold=True), _HEAD
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _cell(sheet: object, value: object, kind: Kind) -> WriteOnlyCell:
    if isinstance(value, datetime) and value.tzinfo:
        value = value.astimezone(VIETNAM).replace(tzinfo=None)  # Excel has no time zones
    cell = WriteOnlyCell(sheet, value if not isinstance(value, pd.Timestamp) else value.to_pydatetime())
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl would write a leading "=" as a formula
    elif kind in _FORMATS:
        cell.number_format = _FORMATS[kind]
    return cell


def _plain(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return _inert(value) if isinstance(value, str) else "" if value is None else value


def _inert(text: str) -> str:
    """A csv has no types: an apostrophe keeps a spreadsheet from running a cell that begins like a formula."""
    return "'" + text if text.startswith(_FORMULA_STARTS) else text


def _sheet_name(text: str) -> str:
    return "".join(" " if char in r"[]:*?/\'" else char for char in text).strip()[:31] or "1"
