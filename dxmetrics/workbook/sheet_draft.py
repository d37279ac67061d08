"""A sheet of a template before any library writes it: cells with their looks, merges, checks, panes, print set-up.

Rows and columns count from 1, as in ``model``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from dxmetrics.workbook.model import Range

CellValue = str | int | float | Decimal | date | None


@dataclass(frozen=True)
class Style:
    """The look of a cell. Colours are RRGGBB; ``locked`` cells take no input while the sheet is protected."""

    size: float = 11
    bold: bool = False
    italic: bool = False
    underline: bool = False
    colour: str = "000000"
    fill: str = ""
    border: bool = False
    align: str = "left"
    vertical: str = "center"
    wrap: bool = True
    indent: int = 0
    number_format: str = ""
    locked: bool = True


@dataclass(frozen=True)
class InputCheck:
    """A data validation, and what the clerk is told who breaks it.

    A list takes one of ``choices``, a custom check what ``formula`` allows, the others numbers from 0 on.
    """

    kind: Literal["list", "integer", "decimal", "custom"]
    title: str
    message: str
    choices: tuple[str, ...] = ()
    formula: str = ""


@dataclass(frozen=True)
class PrintSetup:
    """How a sheet prints on A4: orientation, the rows repeated on every page, and how its columns fit.

    Without ``break_columns`` all columns are shrunk to the width of a page. Else the sheet prints at ``scale`` per cent
    and goes on to another page after each of them, with the first ``repeat_columns`` at the left of each.
    """

    landscape: bool = True
    repeat_rows: tuple[int, int] | None = None
    break_columns: tuple[int, ...] = ()
    scale: int = 100
    repeat_columns: int = 0


@dataclass
class SheetDraft:
    """A sheet being drafted. ``widths`` in characters, ``heights`` in points; ``freeze``: the first cell that scrolls.

    Rows in ``growing`` start with their height and grow with what is typed; other heights stay.
    """

    name: str
    widths: list[float]
    hidden: bool = False
    freeze: tuple[int, int] | None = None
    printing: PrintSetup = PrintSetup()
    cells: dict[int, dict[int, tuple[CellValue, Style]]] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    growing: set[int] = field(default_factory=set)
    merges: list[Range] = field(default_factory=list)
    checks: dict[InputCheck, list[Range]] = field(default_factory=dict)

    def put(self, row: int, col: int, value: CellValue, style: Style) -> None:
        """Write a cell; None leaves it blank but styled."""
        self.cells.setdefault(row, {})[col] = (value, style)

    def span(self, row: int, first: int, last: int, value: CellValue, style: Style, rows: int = 1) -> None:
        """Write a text over merged columns; the style is that of the whole range."""
        self.put(row, first, value, style)
        if last > first or rows > 1:
            self.merges.append((row, first, row + rows - 1, last))

    def check(self, rule: InputCheck, area: Range) -> None:
        """Let the rule hold for these cells too."""
        self.checks.setdefault(rule, []).append(area)

    def pages(self) -> list[tuple[int, int]]:
        """First and last column of each page the sheet is wide in print."""
        ends = [*self.printing.break_columns, len(self.widths)]
        return list(zip([1, *(end + 1 for end in ends)], ends, strict=False))
