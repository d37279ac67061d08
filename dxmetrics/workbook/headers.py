"""Finding a table by the words of its header: columns may be moved, headers may take two rows, titles may grow."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise

from dxmetrics.findings import Severity
from dxmetrics.workbook.collector import Collector
from dxmetrics.workbook.grid import Grid
from dxmetrics.workbook.layout import SheetShape
from dxmetrics.workbook.model import address
from dxmetrics.workbook.words import Words, word_key

_SEARCHED_ROWS = 30
_MAX_COLUMNS = 200
_HEADER_ROWS = 3


@dataclass(frozen=True)
class Header:
    """Where a table begins and which of its columns are ours.

    others    columns with a header we don't know
    repeated  further columns that claim a field another column has: only the sender knows which is meant
    answers   the columns "Có" and "Không" of a field that has one for each
    """

    row: int = 0
    last_row: int = 0
    columns: dict[str, int] = field(default_factory=dict)
    others: dict[int, str] = field(default_factory=dict)
    repeated: dict[int, str] = field(default_factory=dict)
    answers: dict[str, tuple[int, int]] = field(default_factory=dict)

    def col(self, name: str) -> int | None:
        """The column of a field, None when the table has none."""
        return self.columns.get(name)


def find_header(grid: Grid, shape: SheetShape, words: Words, minimum: int = 3) -> Header | None:
    """The row among the first thirty with the most known headers, at least ``minimum``; None when there is none."""
    best: Header | None = None
    for row in grid.rows():
        if row > _SEARCHED_ROWS or (best and len(best.columns) == len(shape.columns)):
            break
        if not any([shape.field_of_text(cell.text) for cell in grid.row_cells(row)]):
            continue
        found = _read_header(grid, shape, words, row)
        if len(found.columns) >= minimum and (best is None or len(found.columns) > len(best.columns)):
            best = found
    return best


def _read_header(grid: Grid, shape: SheetShape, words: Words, row: int) -> Header:
    """The header that begins in this row. Its words may be spread over up to three rows (excel-habits.md #44)."""
    names: dict[int, str] = {}
    others: dict[int, str] = {}
    last_row = row
    for col in range(1, min(grid.width, _MAX_COLUMNS) + 1):
        name, end = _name_of(grid, shape, row, col)
        last_row = max(last_row, end)
        if name:
            names[col] = name
        elif text := grid.text(row, col):
            others[col] = text
    header = Header(row, last_row, others=others)
    for name in dict.fromkeys(names.values()):
        cols = [col for col in names if names[col] == name]
        if len(cols) == 1:
            header.columns[name] = cols[0]
        else:
            header = _choose(grid, words, header, name, cols)
    return header


def _name_of(grid: Grid, shape: SheetShape, row: int, col: int) -> tuple[str, int]:
    """The field whose header begins at this cell, read over one, two or three rows, and the last of them."""
    joined = ""
    for level in range(row, row + _HEADER_ROWS if grid.text(row, col) else row):
        text = grid.text(level, col)
        joined = joined if joined.endswith(text) else f"{joined} {text}".strip()
        if joined and text and (name := shape.field_of_text(joined)):
            return name, level
    return "", row


def _choose(grid: Grid, words: Words, header: Header, name: str, cols: list[int]) -> Header:
    """Of several columns that claim the field, the row below must tell: a count, or yes and no."""
    below = header.last_row + 1
    subs = {col: grid.text(below, col) for col in cols}
    counts = [col for col, text in subs.items() if text in words.counts]
    pair = next((pair for pair in pairwise(cols) if is_answer_pair(grid, words, below, *pair)), None)
    if not pair and len(counts) != 1:
        repeated = dict.fromkeys(cols[1:], name)
        return replace(header, columns={**header.columns, name: cols[0]}, repeated={**header.repeated, **repeated})
    chosen = counts[0] if counts else pair[0]
    spare = {col: text for col, text in subs.items() if col != chosen and not (pair and col in pair)}
    return replace(
        header,
        last_row=below,
        columns={**header.columns, name: chosen},
        others={**header.others, **spare},
        answers={**header.answers, **({name: pair} if pair else {})},
    )


def is_answer_pair(grid: Grid, words: Words, row: int, yes: int, no: int) -> bool:
    """Whether these two cells are the sub-headers "Có" and "Không"."""
    typed = tuple(word_key(grid.text(row, col)) for col in (yes, no))
    return typed == (word_key(words.official_yes), word_key(words.official_no))


def name_columns(grid: Grid, rows: range, names: dict[str, str]) -> dict[str, int]:
    """Columns of data elements by their names: ``names`` maps a name's key to a code; the first row that has it counts."""
    columns: dict[str, int] = {}
    for row in rows:
        for cell in grid.row_cells(row):
            code = names.get(word_key(cell.text))
            if code and code not in columns:
                columns[code] = cell.col
    return columns


def report_columns(
    collector: Collector, grid: Grid, shape: SheetShape, header: Header, needed: dict[str, Severity]
) -> bool:
    """Report lost and unknown columns; False when one is lost without which nothing can be read.

    ``needed`` maps a field to the severity of its loss.
    """
    for col, name in header.repeated.items():
        if _is_filled(grid, header, col):
            params = {"column": shape.column(name).header_vi, "first": address(header.row, header.columns[name])}
            collector.report(
                "form.repeated_column", "error", grid, address(header.row, col), grid.text(header.row, col), **params
            )
    lost = {name: severity for name, severity in needed.items() if not header.col(name)}
    for name, severity in lost.items():
        collector.report("form.missing_column", severity, grid, column=shape.column(name).header_vi)
    for col, text in header.others.items():
        if _is_filled(grid, header, col):
            collector.report("form.unknown_column", "note", grid, address(header.row, col), text)
    return "error" not in lost.values()


def _is_filled(grid: Grid, header: Header, col: int) -> bool:
    return any(grid.cell(row, col) for row in grid.rows() if row > header.last_row)
