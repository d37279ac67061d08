"""A workbook as read: cells with what a person sees in them, before anything is interpreted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from dxmetrics.findings import Finding

CellKind = Literal["text", "number", "date", "bool", "error", "formula"]
SheetState = Literal["visible", "hidden", "veryHidden"]
Range = tuple[int, int, int, int]
"""First row, first column, last row, last column, counted from 1."""


class Cell(NamedTuple):
    """One filled cell.

    text           what a person sees, as far as a program can tell: never normalised (NFD stays NFD)
    kind           ``formula``: a formula without a stored value; ``error``: ``#REF!`` and the like
    number         the stored number of a number, date or percent cell (a percent is stored as its hundredth)
    formula        the formula's text, ``=`` when it is shared with another cell; None when there is none
    number_format  the format's code, empty for General
    hidden         its row or column is hidden
    day            the day of a date cell; of a number too in a workbook of the date system of 1904
    font           the font's name where the file states one: TCVN3, VNI and Wingdings are told by it
    """

    sheet: str
    ref: str
    row: int
    col: int
    text: str
    kind: CellKind
    number: float | None = None
    formula: str | None = None
    number_format: str = ""
    hidden: bool = False
    font: str = ""
    day: date | None = None

    @property
    def is_percent(self) -> bool:
        """Shown as a percentage."""
        return self.kind == "number" and "%" in self.number_format


@dataclass(frozen=True)
class Sheet:
    """One worksheet: its filled cells in the order of rows and columns, whatever order the file has them in."""

    name: str
    state: SheetState
    cells: tuple[Cell, ...]
    merges: tuple[Range, ...] = ()


@dataclass(frozen=True)
class Workbook:
    """All worksheets of a file. ``notes`` are remarks on the file itself (macros, external links): nothing of it is run."""

    sheets: tuple[Sheet, ...]
    notes: tuple[Finding, ...] = field(default=())

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of exactly this name."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def day_of_serial(serial: float, epoch_1904: bool = False) -> datetime | None:
    """The moment an Excel serial stands for; None where Excel itself would show ``####``.

    Excel believes in 29/2/1900, so serials up to 60 are a day off; nobody reports from 1900.
    """
    start = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 30)
    return start + timedelta(days=serial) if 0 <= serial < 2_958_466 else None


@lru_cache(maxsize=1024)
def column_letters(col: int) -> str:
    """1 → A, 28 → AB."""
    letters = ""
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, col: int) -> str:
    """(14, 6) → F14."""
    return f"{column_letters(col)}{row}"


def column_number(letters: str) -> int:
    """A → 1, AB → 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
