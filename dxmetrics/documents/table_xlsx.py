"""A table as a workbook: typed cells in a real Excel table ready to print, and a second sheet that says where it is from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dxmetrics.documents.tables import Column, Kind, Table

_FORMATS: dict[Kind, str] = {
    "count": "#,##0",
    "number": "#,##0.0",
    "percent": '#,##0.0"%"',
    "signed": "+#,##0.0;-#,##0.0;0",
    "date": "dd/mm/yyyy",
    "moment": "dd/mm/yyyy hh:mm",
    "measured": "#,##0.0",
    "mixed": "#,##0.###",
}
# Whole numbers of these kinds: "0.###" alone would leave the decimal sign behind them.
_WHOLE: dict[Kind, str] = {"signed": "+#,##0;-#,##0;0", "measured": "#,##0", "mixed": "#,##0"}
_DATE = "dd/mm/yyyy"
_WIDTHS: dict[Kind, int] = {"text": 30, "moment": 18}
_WIDTH, _NARROWEST = 14, 9
_FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
_HEAD = {**_FONT, "bold": True, "text_wrap": True, "bg_color": "#E8EEF5", "border": 1, "border_color": "#B8C4D2"}
_STYLE = "Table Style Light 1"
_A4, _WIDE_FROM = 9, 95
_MARGINS = {"left": 0.5, "right": 0.5, "top": 0.7, "bottom": 0.7}
_FAINT = 0.86
_MOST_SHEET_NAME = 31


def to_xlsx(table: Table, *, facts_sheet: str) -> bytes:
    """The table as a workbook: a sheet of data with a frozen head and filters, a sheet of facts. Text is never a formula."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties(
        {"title": table.title, "comments": "\n".join(f"{label}: {text}" for label, text in table.facts)}
    )
    _Sheet(book, table).write()
    _facts(book, sheet_name(facts_sheet), table.facts)
    book.close()
    return out.getvalue()


def sheet_name(text: str) -> str:
    """A text as Excel lets a sheet be called."""
    return "".join(" " if char in r"[]:*?/\'" else char for char in text).strip()[:_MOST_SHEET_NAME] or "1"


class _Sheet:
    """The sheet of data being written."""

    def __init__(self, book: Workbook, table: Table) -> None:
        self.book, self.table = book, table
        self.sheet: Worksheet = book.add_worksheet(sheet_name(table.title))
        self._kept: dict[tuple[str, str, str], Format] = {}

    def write(self) -> None:
        columns, sheet = self.table.columns, self.sheet
        last = -1
        for place, column in enumerate(columns):
            sheet.set_column(place, place, max(column.width or _WIDTHS.get(column.kind, _WIDTH), _NARROWEST))
        head = self.book.add_format(_HEAD)
        names = _distinct([column.label for column in columns])
        for place, name in enumerate(names):
            sheet.write_string(0, place, name, head)
        for last, row in enumerate(self.table.values()):
            for place, (value, column) in enumerate(zip(row, columns, strict=True)):
                self._write(last + 1, place, value, column)
        self._finish(names, last + 1, head)

    def _write(self, row: int, place: int, value: object, column: Column) -> None:
        sheet = self.sheet
        if value is None:
            return
        if isinstance(value, bool):
            sheet.write_boolean(row, place, value, self._look("text"))
        elif isinstance(value, str):
            sheet.write_string(row, place, value, self._look("text", column.colours.get(value, "")))
        elif isinstance(value, datetime):
            sheet.write_datetime(row, place, value, self._look("moment" if column.kind != "date" else "date"))
        elif isinstance(value, date):
            sheet.write_datetime(row, place, datetime(value.year, value.month, value.day), self._look("date"))
        else:
            look = self._look(column.kind, whole=isinstance(value, int))
            sheet.write_number(row, place, float(value) if isinstance(value, Decimal) else value, look)

    def _look(self, kind: Kind, colour: str = "", *, whole: bool = False) -> Format:
        """The format of a kind of value; a status has its colour as ink and, faintly, as ground."""
        written = _WHOLE.get(kind, "") if whole else ""
        if (kind, colour, written) not in self._kept:
            look: dict[str, object] = {**_FONT}
            if kind in _FORMATS:
                look["num_format"] = written or _FORMATS[kind]
            if kind == "text":
                look["text_wrap"] = True
            if colour:
                look |= {"font_color": colour, "bg_color": _faint(colour), "bold": True}
            self._kept[kind, colour, written] = self.book.add_format(look)
        return self._kept[kind, colour, written]

    def _finish(self, names: list[str], rows: int, head: Format) -> None:
        """A real table over the rows (Excel knows none without any), a head that stays, and the way it is printed."""
        sheet, last = self.sheet, len(names) - 1
        if rows:
            headers = [{"header": name, "header_format": head} for name in names]
            sheet.add_table(0, 0, rows, last, {"columns": headers, "style": _STYLE, "name": "Table_1"})
        else:
            sheet.autofilter(0, 0, 0, last)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_paper(_A4)
        if (
            sum(max(column.width or _WIDTHS.get(column.kind, _WIDTH), _NARROWEST) for column in self.table.columns)
            > _WIDE_FROM
        ):
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(**_MARGINS)
        sheet.set_header(f"&L{self.table.title.replace('&', '&&')}"[:250])
        sheet.set_footer("&R&P/&N")


def _facts(book: Workbook, name: str, facts: Sequence[tuple[str, str]]) -> None:
    sheet = book.add_worksheet(name)
    head, text = book.add_format(_HEAD), book.add_format({**_FONT, "text_wrap": True})
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 90)
    for row, (label, fact) in enumerate(facts):
        sheet.write_string(row, 0, label, head)
        sheet.write_string(row, 1, fact, text)
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _distinct(labels: Sequence[str]) -> list[str]:
    """A table's columns have different names, upper and lower case alike."""
    found: list[str] = []
    for label in labels:
        name, again = label, 1
        while name.lower() in {other.lower() for other in found}:
            again += 1
            name = f"{label} ({again})"
        found.append(name)
    return found


def _faint(colour: str) -> str:
    """The colour nearly white, as ground for its own ink."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * _FAINT):02X}" for part in parts)
