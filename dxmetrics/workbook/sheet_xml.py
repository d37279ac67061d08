"""One worksheet part → cells. Positions come from the cells' own references: order and declared size are not believed."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter

from dxmetrics.workbook.cell_maker import TRUE, CellMaker, Shared
from dxmetrics.workbook.guard import Package, refuse
from dxmetrics.workbook.model import Cell, Range, Sheet, SheetState, column_letters, column_number
from dxmetrics.workbook.plain_sheet import plain_cells
from dxmetrics.workbook.sheet_areas import SheetAreas, integer
from dxmetrics.workbook.strings_xml import SharedString, TextReader
from dxmetrics.workbook.xml_part import counted, parse, small_part


def read_sheet(package: Package, part: str, name: str, state: SheetState, shared: Shared) -> Sheet:
    """The sheet's filled cells in the order of rows and columns, and its merged ranges."""
    data = small_part(package, part, shared.budget)
    if data is not None and (found := plain_cells(data, name, shared)):
        cells, merges = found
    else:
        pieces = counted(package, part, shared.budget) if data is None else (data,)
        cells, merges = _parsed(pieces, part, name, shared)
    return Sheet(name, state, tuple(cells), tuple(merges))


def _parsed(pieces: Iterable[bytes], part: str, name: str, shared: Shared) -> tuple[list[Cell], list[Range]]:
    reader = _SheetReader(name, shared)
    parse(pieces, part, reader.starts(), reader.ends(), reader.buffer, shared.budget.limits)
    reader.cells.sort(key=itemgetter(2, 3))
    return reader.cells, reader.areas.merges


class _SheetReader:
    def __init__(self, name: str, shared: Shared) -> None:
        self.cells: list[Cell] = []
        self.buffer: list[str] = []
        self.areas = SheetAreas()
        self._name = name
        self._shared = shared
        self._limit = shared.budget.limits.filled_cells
        self._inline = TextReader(self.buffer)
        self._maker = CellMaker(name, shared, self.areas.hidden_columns)
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
            **self.areas.starts(),
            "row": self._row_start,
            "c": self._cell_start,
            "v": self._clear,
            "f": self._clear,
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

    def _row_start(self, attributes: dict[str, str]) -> None:
        self.buffer.clear()
        if "r" not in attributes:
            self._settle()
        self._row = integer(attributes.get("r"), self._row + 1)
        self._col, self._pending = 0, ""
        self._row_hidden = attributes.get("hidden") in TRUE

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

    def _cell_end(self) -> None:
        if self._value is None and self._formula is None and self._inline_text is None:
            return
        self._settle()
        kind, style = self._attributes.get("t", "n"), self._attributes.get("s")
        place = (self._ref, self._row, self._col)
        said = (self._value or "", self._formula, self._inline_text)
        cell = self._maker.make(*place, kind, style, *said, self._row_hidden)
        if cell is None:
            return
        self.cells.append(cell)
        self._shared.budget.spend_text(len(cell.text))
        if len(self.cells) > self._limit:
            raise refuse("file.too_many_cells", sheet=self._name, limit=self._limit)
