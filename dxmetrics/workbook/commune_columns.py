"""The columns of Biểu 2: elements by their codes, else by the words above; yes and no may have one each."""

from __future__ import annotations

from dxmetrics.catalog.model import DataElement
from dxmetrics.workbook.collector import Collector
from dxmetrics.workbook.grid import Grid
from dxmetrics.workbook.headers import Header, is_answer_pair, name_columns
from dxmetrics.workbook.model import address
from dxmetrics.workbook.template_communes import header_text
from dxmetrics.workbook.text import code_key
from dxmetrics.workbook.words import word_key

_SEARCHED_ROWS = 40
_FEWEST_CODES = 3
_SPLIT_ROWS = 2


def element_columns(collector: Collector, grid: Grid, elements: list[DataElement]) -> tuple[dict[str, int], int]:
    """Columns by element code and the header's last row: by the row of codes, else by the words above."""
    codes = {code_key(element.code): element.code for element in elements}
    for row in grid.rows():
        if row > _SEARCHED_ROWS:
            break
        found = [(codes[code_key(cell.text)], cell) for cell in grid.row_cells(row) if code_key(cell.text) in codes]
        if len({code for code, _ in found}) >= min(_FEWEST_CODES, len(codes)):
            return _first_of_each(collector, grid, found), row
    names = {word_key(text): element.code for element in elements for text in (element.name_vi, header_text(element))}
    columns = name_columns(grid, range(1, _SEARCHED_ROWS), names)
    return (columns, 0) if len(columns) >= min(_FEWEST_CODES, len(codes)) else ({}, 0)


def answer_columns(
    collector: Collector, grid: Grid, header: Header, columns: dict[str, int]
) -> tuple[dict[str, tuple[int, int]], int]:
    """Elements whose column is split into "Có" and "Không", and the row that says so (excel-habits.md #16)."""
    pairs: dict[str, tuple[int, int]] = {}
    last = 0
    taken = set(columns.values())
    for row in [row for row in grid.rows() if header.row < row <= header.last_row + _SPLIT_ROWS]:
        for code, col in columns.items():
            if col + 1 not in taken and is_answer_pair(grid, collector.words, row, col, col + 1):
                pairs[code], last = (col, col + 1), row
    return pairs, last


def _first_of_each(collector: Collector, grid: Grid, found: list) -> dict[str, int]:
    columns: dict[str, int] = {}
    for code, cell in found:
        if code in columns:
            first = address(cell.row, columns[code])
            collector.report("form.repeated_code", "error", grid, cell.ref, cell.text, first=first, code=code)
        else:
            columns[code] = cell.col
    return columns


def report_others(collector: Collector, grid: Grid, header: Header, columns: dict[str, int]) -> None:
    """``form.unknown_column``, a note, for each filled column that is none of ours."""
    for col, text in header.others.items():
        if col not in columns.values() and any(grid.cell(row, col) for row in grid.rows() if row > header.last_row):
            collector.report("form.unknown_column", "note", grid, address(header.row, col), text)
