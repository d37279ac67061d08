"""Finding a table by the words of its header: columns may be moved, headers may take two rows, titles may grow."""

from __future__ import annotations

from dataclasses import dataclass, field

from dxmetrics.findings import Severity
from dxmetrics.workbook.collector import Collector
from dxmetrics.workbook.grid import Grid
from dxmetrics.workbook.layout import SheetShape
from dxmetrics.workbook.model import address
from dxmetrics.workbook.words import word_key

_SEARCHED_ROWS = 30
_MAX_COLUMNS = 200


@dataclass(frozen=True)
class Header:
    """Where a table begins and which of its columns are ours. ``others`` are columns with a header we don't know."""

    row: int = 0
    last_row: int = 0
    columns: dict[str, int] = field(default_factory=dict)
    others: dict[int, str] = field(default_factory=dict)

    def col(self, name: str) -> int | None:
        """The column of a field, None when the table has none."""
        return self.columns.get(name)


def find_header(grid: Grid, shape: SheetShape, minimum: int = 3) -> Header | None:
    """The row among the first thirty with the most known headers, at least ``minimum``; None when there is none."""
    best: Header | None = None
    for row in grid.rows():
        if row > _SEARCHED_ROWS or (best and len(best.columns) == len(shape.columns)):
            break
        if not any(shape.field_of(word_key(cell.text)) for cell in grid.row_cells(row)):
            continue
        found = _read_header(grid, shape, row)
        if len(found.columns) >= minimum and (best is None or len(found.columns) > len(best.columns)):
            best = found
    return best


def _read_header(grid: Grid, shape: SheetShape, row: int) -> Header:
    columns: dict[str, int] = {}
    others: dict[int, str] = {}
    last_row = row
    for col in range(1, min(grid.width, _MAX_COLUMNS) + 1):
        upper, lower = grid.text(row, col), grid.text(row + 1, col)
        name = shape.field_of(word_key(upper)) if upper else ""
        if not name and upper and lower and (name := shape.field_of(word_key(f"{upper} {lower}"))):
            last_row = row + 1
        if name and name not in columns:
            columns[name] = col
        elif upper and col not in columns.values():
            others[col] = upper
    return Header(row, last_row, columns, others)


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
    lost = {name: severity for name, severity in needed.items() if not header.col(name)}
    for name, severity in lost.items():
        collector.report("form.missing_column", severity, grid, column=shape.column(name).header_vi)
    for col, text in header.others.items():
        if any(grid.cell(row, col) for row in grid.rows() if row > header.last_row):
            collector.report("form.unknown_column", "note", grid, address(header.row, col), text)
    return "error" not in lost.values()
