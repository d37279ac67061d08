"""A sheet by rows and columns, merged cells filled, so that it can be searched as a person looks over it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter

from dxmetrics.workbook.legacy import decode_sheet
from dxmetrics.workbook.model import Cell, Range, Sheet
from dxmetrics.workbook.text import one_line
from dxmetrics.workbook.words import Words, word_key

_PLACE, _ROW, _COL = itemgetter(2, 3), itemgetter(2), itemgetter(3)
_MAX_MERGED = 20_000
_DATE_LINE = ("ngay", "thang", "nam")
_DATE_LINE_LENGTH = 80


class Grid:
    """Cells by (row, column). ``text`` looks through merges (labels, names); ``cell`` does not (a value stands once).

    Text in fonts before Unicode is read in Unicode here; ``decoded`` says which.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.decoded = decode_sheet(sheet)
        self.sheet = sheet = self.decoded.sheet
        self._cells = dict(zip(map(_PLACE, sheet.cells), sheet.cells, strict=True))
        self._anchors = _anchors(sheet.merges)
        # The cells are in the order of rows already.
        self._rows = {row: list(cells) for row, cells in groupby(sheet.cells, _ROW)}
        self.width = max(map(_COL, sheet.cells), default=0)

    @property
    def name(self) -> str:
        return self.sheet.name

    def rows(self) -> list[int]:
        """Numbers of the rows that hold something, ascending."""
        return list(self._rows)

    def row_cells(self, row: int) -> list[Cell]:
        """The filled cells of a row, left to right."""
        return self._rows.get(row, [])

    def cell(self, row: int, col: int | None) -> Cell | None:
        """The cell itself; None when it is empty or the column is unknown."""
        return self._cells.get((row, col)) if col else None

    def covering(self, row: int, col: int) -> Cell | None:
        """The filled cell whose merge covers this place; None for a place of its own."""
        anchor = self._anchors.get((row, col))
        return self._cells.get(anchor) if anchor else None

    def is_merged_down(self, row: int, col: int) -> bool:
        """Whether this cell's merge reaches into the row below."""
        return self._anchors.get((row + 1, col)) == (row, col)

    def text(self, row: int, col: int | None) -> str:
        """The text a person sees there on one line, the merged cell's where it is part of one."""
        if not col:
            return ""
        cell = self._cells.get((row, col)) or self.covering(row, col)
        return one_line(cell.text) if cell else ""

    def last_row(self, words: Words, header_row: int) -> int:
        """The last row above the signatures (a row below the header with a word of ``words.footers``); else the last."""
        rows = [row for row in self.rows() if row > header_row]
        for index, row in enumerate(rows):
            if any([one_line(cell.text) in words.footers for cell in self._rows[row] if cell.kind == "text"]):
                above = [before for before in rows[:index] if before >= row - 2 and self._is_date_line(before)]
                return min([row, *above]) - 1
        return rows[-1] if rows else header_row

    def _is_date_line(self, row: int) -> bool:
        """The line "…, ngày … tháng … năm …" over the signatures."""
        texts = [word_key(cell.text) for cell in self._rows[row] if len(cell.text) < _DATE_LINE_LENGTH]
        return any(all(word in text for word in _DATE_LINE) for text in texts)


def _anchors(merges: tuple[Range, ...]) -> Mapping[tuple[int, int], tuple[int, int]]:
    """Covered cell → the cell that holds the merge's text; gigantic merges are left alone."""
    anchors: dict[tuple[int, int], tuple[int, int]] = {}
    for first_row, first_col, last_row, last_col in merges:
        if (last_row - first_row + 1) * (last_col - first_col + 1) + len(anchors) > _MAX_MERGED:
            continue
        for row in range(first_row, last_row + 1):
            for col in range(first_col, last_col + 1):
                anchors[row, col] = (first_row, first_col)
    return anchors
