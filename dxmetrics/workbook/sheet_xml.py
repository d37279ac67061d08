"""One worksheet part → cells. Positions come from the cells' own references: order and declared size are not believed."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date

from dxmetrics.workbook.guard import Package, refuse
from dxmetrics.workbook.model import (
    Cell,
    Range,
    Sheet,
    SheetState,
    column_letters,
    column_number,
    day_of_serial,
)
from dxmetrics.workbook.strings_xml import SharedString, TextReader, unescape
from dxmetrics.workbook.styles_xml import Styles
from dxmetrics.workbook.xml_part import Budget, parse_part

_RANGE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?")
_TRUE = ("1", "true")
_MAX_MERGES = 50_000


@dataclass(frozen=True)
class Shared:
    """What all sheets of one workbook share."""

    strings: list[SharedString]
    styles: Styles
    epoch_1904: bool
    budget: Budget
    columns: dict[str, int] = field(default_factory=dict)


def read_sheet(package: Package, part: str, name: str, state: SheetState, shared: Shared) -> Sheet:
    """The sheet's filled cells in the order of rows and columns, and its merged ranges."""
    reader = _SheetReader(name, shared)
    parse_part(package, part, reader.starts(), reader.ends(), reader.buffer, shared.budget)
    reader.cells.sort(key=lambda cell: (cell.row, cell.col))
    return Sheet(name, state, tuple(reader.cells), tuple(reader.merges))


class _SheetReader:
    def __init__(self, name: str, shared: Shared) -> None:
        self.cells: list[Cell] = []
        self.merges: list[Range] = []
        self.buffer: list[str] = []
        self._name = name
        self._shared = shared
        self._limit = shared.budget.limits.filled_cells
        self._inline = TextReader(self.buffer)
        self._hidden_columns: list[tuple[int, int]] = []
        self._row = self._col = 0
        self._ref = self._pending = ""
        self._row_hidden = False
        self._attributes: dict[str, str] = {}
        self._value: str | None = None
        self._formula: str | None = None
        self._inline_text: SharedString | None = None

    def starts(self) -> dict[str, object]:
        return {
            **self._inline.starts("is"),
            "col": self._column,
            "row": self._row_start,
            "c": self._cell_start,
            "v": self._clear,
            "f": self._clear,
            "mergeCell": self._merge,
        }

    def ends(self) -> dict[str, object]:
        return {
            **self._inline.ends(),
            "is": self._inline_end,
            "v": self._value_end,
            "f": self._formula_end,
            "c": self._cell_end,
        }

    def _clear(self, _: dict[str, str]) -> None:
        self.buffer.clear()

    def _column(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in _TRUE:
            self._hidden_columns.append((_integer(attributes.get("min"), 1), _integer(attributes.get("max"), 1)))

    def _row_start(self, attributes: dict[str, str]) -> None:
        self.buffer.clear()
        if "r" not in attributes:
            self._settle()
        self._row = _integer(attributes.get("r"), self._row + 1)
        self._col, self._pending = 0, ""
        self._row_hidden = attributes.get("hidden") in _TRUE

    def _cell_start(self, attributes: dict[str, str]) -> None:
        self._attributes = attributes
        self._value = self._formula = self._inline_text = None
        ref = attributes.get("r")
        if not ref:
            # A cell without a reference follows the last (allowed, and libraries do it).
            self._settle()
            self._col += 1
            self._ref = ""
        self._pending = ref or ""

    def _settle(self) -> None:
        """Work out where the cell stands; styled blanks, the most of a template, are spared it."""
        if self._pending:
            self._place(self._pending)
            self._pending = ""
        elif not self._ref:
            self._ref = f"{column_letters(self._col)}{self._row}"

    def _place(self, ref: str) -> None:
        """Move to a cell's own reference."""
        letters = ref.rstrip("0123456789")
        row = ref[len(letters) :]
        col = self._shared.columns.get(letters)
        if col is None:
            if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
                raise refuse("file.damaged", sheet=self._name, found=ref[:20])
            col = self._shared.columns[letters] = column_number(letters.upper())
        self._row, self._col = int(row or self._row), col
        self._ref = ref if row and ref.isupper() else f"{column_letters(col)}{self._row}"

    def _formula_end(self) -> None:
        self._formula = "=" + "".join(self.buffer)

    def _value_end(self) -> None:
        self._value = "".join(self.buffer)

    def _inline_end(self) -> None:
        self._inline_text = self._inline.take()

    def _merge(self, attributes: dict[str, str]) -> None:
        if (area := parse_range(attributes.get("ref", ""))) and len(self.merges) < _MAX_MERGES:
            self.merges.append(area)

    def _cell_end(self) -> None:
        if self._value is None and self._formula is None and self._inline_text is None:
            return
        self._settle()
        cell = self._build()
        if not cell.text and cell.kind == "text":
            return
        self.cells.append(cell)
        self._shared.budget.spend_text(len(cell.text))
        if len(self.cells) > self._limit:
            raise refuse("file.too_many_cells", sheet=self._name, limit=self._limit)

    def _build(self) -> Cell:
        number_format, is_date, font = self._shared.styles.of(self._attributes.get("s"))
        text, kind, number, day = self._value or "", "text", None, None
        match self._attributes.get("t", "n"):
            case "s":
                text, run_font = self._shared_string(text)
                font = run_font or font
            case "inlineStr":
                text, run_font = self._inline_text or (text, "")
                font = run_font or font
            case "b":
                text, kind = ("TRUE" if text in _TRUE else "FALSE"), "bool"
            case "e":
                kind = "error"
            case "str":
                text = unescape(text)
            case "d":
                text, kind, number, day = _iso_day(text)
            case _:
                text, kind, number, day = self._number(text, is_date, number_format)
        # A formula whose result nobody stored, or whose result is nothing: a person sees a blank, we can't know why.
        if self._formula is not None and not text:
            kind = "formula"
        return Cell(
            self._name,
            self._ref,
            self._row,
            self._col,
            text,
            kind,
            number,
            self._formula,
            number_format,
            self._row_hidden or self._in_hidden_column(),
            font,
            day,
        )

    def _shared_string(self, index: str) -> SharedString:
        try:
            return self._shared.strings[int(index)]
        except (ValueError, IndexError):
            raise refuse("file.damaged", sheet=self._name, found=self._ref) from None

    def _number(self, raw: str, is_date: bool, number_format: str) -> tuple:
        number = _float(raw)
        if number is None:
            return raw.strip(), "text", None, None
        if is_date and (moment := day_of_serial(number, self._shared.epoch_1904)):
            return moment.strftime("%d/%m/%Y"), "date", number, moment.date()
        shown = plain_number(number * 100) + "%" if "%" in number_format else plain_number(number)
        # A serial in a General cell counts from the workbook's own day 0, which nobody knows later.
        moment = day_of_serial(number, epoch_1904=True) if self._shared.epoch_1904 else None
        return shown, "number", number, moment.date() if moment else None

    def _in_hidden_column(self) -> bool:
        if not self._hidden_columns:
            return False
        at = bisect_right(self._hidden_columns, (self._col, 1 << 20)) - 1
        return at >= 0 and self._hidden_columns[at][0] <= self._col <= self._hidden_columns[at][1]


def parse_range(text: str) -> Range | None:
    """``B2:D3`` → (2, 2, 3, 4); one cell is a range of itself; None for anything else."""
    match = _RANGE.fullmatch(text)
    if not match:
        return None
    row, col = int(match[2]), column_number(match[1].upper())
    return row, col, int(match[4] or row), column_number(match[3].upper()) if match[3] else col


def plain_number(number: float) -> str:
    """As a person reads it in a General cell: at most 15 significant digits, no exponent."""
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    text = format(number, ".15g")
    if "e" in text:
        text = format(number, ".15f" if abs(number) < 1 else ".0f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _float(raw: str) -> float | None:
    """A finite number; None for what the format forbids but files hold (NaN, INF, words)."""
    try:
        number = float(raw)
    except ValueError:
        return None
    return number if number - number == 0 and "_" not in raw else None


def _iso_day(text: str) -> tuple:
    """A cell of type ``d`` (strict files): its day, or its text when it names none."""
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return text, "text", None, None
    return day.strftime("%d/%m/%Y"), "date", None, day


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() else default
