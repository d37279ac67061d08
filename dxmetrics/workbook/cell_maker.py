"""What a cell's stored type, value and formula show to a person: where both readers of a sheet make their cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from dxmetrics.workbook.guard import refuse
from dxmetrics.workbook.model import Cell, CellKind, day_of_serial
from dxmetrics.workbook.strings_xml import SharedString, unescape
from dxmetrics.workbook.styles_xml import Styles
from dxmetrics.workbook.xml_part import Budget

TRUE = ("1", "true")
_KEPT_NUMBER = 24
"""Numbers written in so many characters are remembered: counts come back in every return, hostile text must not."""

_new = tuple.__new__

Look = tuple[str, CellKind, float | None, date | None]
"""Text, kind, number and day of a cell."""


@dataclass(frozen=True)
class Shared:
    """What all sheets of one workbook share."""

    strings: list[SharedString]
    styles: Styles
    epoch_1904: bool
    budget: Budget
    columns: dict[str, int] = field(default_factory=dict)


class CellMaker:
    """Makes the cells of one sheet. ``hidden_columns``: first and last of each range, known before the first cell."""

    def __init__(self, sheet: str, shared: Shared, hidden_columns: Sequence[tuple[int, int]]) -> None:
        self._sheet = sheet
        self._shared = shared
        self._strings = shared.strings
        self._hidden_columns = hidden_columns
        self._styles: dict[str | None, tuple[str, bool, str]] = {}

    def make(
        self,
        ref: str,
        row: int,
        col: int,
        kind: str,
        style: str | None,
        value: str,
        formula: str | None,
        inline: SharedString | None,
        row_hidden: bool = False,
    ) -> Cell | None:
        """The cell at a place; None when it shows nothing. ``kind`` is its ``t``, ``inline`` a text of its own."""
        number_format, is_date, font = self._styles.get(style) or self._style(style)
        if kind == "s":
            try:
                text, run_font = self._strings[int(value)]
            except (ValueError, IndexError):
                raise refuse("file.damaged", sheet=self._sheet, found=ref) from None
            font = run_font or font
            shown, number, day = "text", None, None
        elif kind == "inlineStr":
            text, run_font = inline or (value, "")
            font = run_font or font
            shown, number, day = "text", None, None
        else:
            text, shown, number, day = self._look(kind, value, is_date, number_format)
        # A formula whose result nobody stored, or whose result is nothing: a person sees a blank, we can't know why.
        if formula is not None and not text:
            shown = "formula"
        if not text and shown == "text":
            return None
        hidden = row_hidden or (bool(self._hidden_columns) and self._in_hidden_column(col))
        # Cell(…) spelled so that it costs half: a workbook has thousands of them.
        return _new(Cell, (self._sheet, ref, row, col, text, shown, number, formula, number_format, hidden, font, day))

    def _in_hidden_column(self, col: int) -> bool:
        at = bisect_right(self._hidden_columns, (col, 1 << 20)) - 1
        return at >= 0 and self._hidden_columns[at][0] <= col <= self._hidden_columns[at][1]

    def _style(self, style: str | None) -> tuple[str, bool, str]:
        found = self._styles[style] = self._shared.styles.of(style)
        return found

    def _look(self, kind: str, value: str, is_date: bool, number_format: str) -> Look:
        match kind:
            case "b":
                return ("TRUE" if value in TRUE else "FALSE"), "bool", None, None
            case "e":
                return value, "error", None, None
            case "str":
                return unescape(value), "text", None, None
            case "d":
                return _iso_day(value)
        number = _short_number if len(value) <= _KEPT_NUMBER else _number
        return number(value, is_date, number_format, self._shared.epoch_1904)


def _number(raw: str, is_date: bool, number_format: str, epoch_1904: bool) -> Look:
    number = _float(raw)
    if number is None:
        return raw.strip(), "text", None, None
    if is_date and (moment := day_of_serial(number, epoch_1904)):
        return moment.strftime("%d/%m/%Y"), "date", number, moment.date()
    shown = plain_number(number * 100) + "%" if "%" in number_format else plain_number(number)
    # A serial in a General cell counts from the workbook's own day 0, which nobody knows later.
    moment = day_of_serial(number, epoch_1904=True) if epoch_1904 else None
    return shown, "number", number, moment.date() if moment else None


_short_number = lru_cache(maxsize=8192)(_number)


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


def _iso_day(text: str) -> Look:
    """A cell of type ``d`` (strict files): its day, or its text when it names none."""
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return text, "text", None, None
    return day.strftime("%d/%m/%Y"), "date", None, day
