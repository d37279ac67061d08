"""Drafted sheets → the bytes of an xlsx workbook, by XlsxWriter. The same drafts give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dxmetrics.workbook.model import Range
from dxmetrics.workbook.sheet_draft import CellValue, InputCheck, PrintSetup, SheetDraft, Style

_A4 = 9
_BORDER_COLOUR = "#9AA5B1"
_FONT = {"font_name": "Times New Roman", "font_size": 11}
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# The library would stamp the time of day into the file.
_CREATED = datetime(2024, 1, 1, tzinfo=UTC)
_MARGINS = {"left": 0.5, "right": 0.4, "top": 0.6, "bottom": 0.6}
_PAGE_NUMBER = "&C&P/&N"
_ALLOWED = {"format_cells": True, "format_columns": True, "format_rows": True, "insert_rows": True}
"""What a protected sheet still allows: to read a long text, and to make room for one more matter."""


def write_workbook(sheets: Iterable[SheetDraft]) -> bytes:
    """The workbook's bytes. The first sheet is the one that opens."""
    buffer = io.BytesIO()
    # A copy of the font: the library adds to it, and the second workbook would come out other than the first.
    with Workbook(buffer, {**_OPTIONS, "default_format_properties": dict(_FONT)}) as book:
        book.set_properties({"created": _CREATED})
        looks = _Looks(book)
        for draft in sheets:
            _write_sheet(book.add_worksheet(draft.name, _Sheet), draft, looks)
    return buffer.getvalue()


class _Sheet(Worksheet):
    """The library marks every height as set by hand, and office programs then cut off what is typed beyond it."""

    def __init__(self) -> None:
        super().__init__()
        self.growing: set[int] = set()

    def _xml_start_tag_unencoded(self, tag: str, attributes: list[tuple[str, Any]] | None = None) -> None:
        if tag == "row" and attributes and attributes[0][1] in self.growing:
            attributes = [pair for pair in attributes if pair[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)


class _Looks(dict[Style, Format]):
    """The workbook's format for a look, made at its first use."""

    def __init__(self, book: Workbook) -> None:
        super().__init__()
        self._book = book

    def __missing__(self, style: Style) -> Format:
        self[style] = made = self._book.add_format(_properties(style))
        return made


def _properties(style: Style) -> dict[str, Any]:
    optional = {
        "num_format": style.number_format,
        "bg_color": f"#{style.fill}" if style.fill else "",
        "border_color": _BORDER_COLOUR if style.border else "",
    }
    return {
        "font_size": style.size,
        "bold": style.bold,
        "italic": style.italic,
        "underline": int(style.underline),
        "font_color": f"#{style.colour}",
        "border": int(style.border),
        "align": style.align,
        "valign": "vcenter" if style.vertical == "center" else style.vertical,
        "text_wrap": style.wrap,
        "indent": style.indent,
        "locked": style.locked,
        **{name: value for name, value in optional.items() if value},
    }


def _write_sheet(sheet: _Sheet, draft: SheetDraft, looks: _Looks) -> None:
    for col, width in enumerate(draft.widths):
        sheet.set_column(col, col, width)
    sheet.growing = draft.growing
    for row, height in draft.heights.items():
        sheet.set_row(row - 1, height)
    for top, left, bottom, right in draft.merges:
        _, style = draft.cells[top][left]
        sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "", looks[style])
    for row, cells in draft.cells.items():
        for col, (value, style) in cells.items():
            _write_cell(sheet, row - 1, col - 1, value, looks[style])
    for check, areas in draft.checks.items():
        _add_check(sheet, check, areas)
    sheet.protect(options=_ALLOWED)
    _show(sheet, draft)
    _set_up_page(sheet, draft.printing)


def _write_cell(sheet: Worksheet, row: int, col: int, value: CellValue, look: Format) -> None:
    if value is None or value == "":
        sheet.write_blank(row, col, None, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, col, value, look)
    elif not isinstance(value, str):
        sheet.write_number(row, col, value, look)
    elif value.startswith("<r>") and value.endswith("</r>"):
        # The library takes such a text for markup of its own and would write it as it stands.
        sheet.write_rich_string(row, col, value[:1], look, value[1:], look)
    else:
        sheet.write_string(row, col, value, look)


def _add_check(sheet: Worksheet, check: InputCheck, areas: list[Range]) -> None:
    rules: dict[str, dict[str, Any]] = {
        "list": {"source": list(check.choices)},
        "custom": {"value": check.formula},
    }
    first, *others = [(top - 1, left - 1, bottom - 1, right - 1) for top, left, bottom, right in areas]
    rule = {"validate": check.kind, **rules.get(check.kind, {"criteria": ">=", "value": 0})}
    said = {"error_title": check.title, "error_message": check.message}
    sheet.data_validation(*first, {**rule, **said, "other_cells": others})


def _show(sheet: Worksheet, draft: SheetDraft) -> None:
    sheet.hide_gridlines(2)
    if draft.freeze:
        row, col = draft.freeze
        sheet.freeze_panes(row - 1, col - 1)
    if draft.hidden:
        sheet.very_hidden()


def _set_up_page(sheet: Worksheet, printing: PrintSetup) -> None:
    if printing.landscape:
        sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(**_MARGINS)
    sheet.center_horizontally()
    sheet.set_footer(_PAGE_NUMBER)
    if printing.repeat_rows:
        first, last = printing.repeat_rows
        sheet.repeat_rows(first - 1, last - 1)
    if not printing.break_columns:
        sheet.fit_to_pages(1, 0)
        return
    sheet.set_print_scale(printing.scale)
    sheet.set_v_pagebreaks(list(printing.break_columns))
    sheet.repeat_columns(0, printing.repeat_columns - 1)
