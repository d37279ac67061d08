"""Which sheet is which form: by its name, else by the header it holds. Old quarters kept as extra sheets are told."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field

from dxmetrics.workbook.grid import Grid
from dxmetrics.workbook.headers import Header, find_header
from dxmetrics.workbook.layout import SheetShape
from dxmetrics.workbook.model import Workbook
from dxmetrics.workbook.own_marks import is_list_sheet
from dxmetrics.workbook.words import Words, word_key

TABLES = ("figures", "communes", "tasks", "difficulties")
_TELLING = {"figures": "value", "communes": "name", "tasks": "state", "difficulties": "D96"}
"""The column that only this form has: a sheet without its own name is taken for it by this one."""
_FEWEST = {"figures": 3, "communes": 2, "tasks": 3, "difficulties": 2}


@dataclass
class FoundSheets:
    """The sheet and header of each form, and further sheets that look like one of them."""

    grids: dict[str, Grid] = field(default_factory=dict)
    headers: dict[str, Header] = field(default_factory=dict)
    extras: list[Grid] = field(default_factory=list)


def find_sheets(
    book: Workbook, layout: Mapping[str, SheetShape], words: Words, foreign: Container[str] = ()
) -> FoundSheets:
    """Forms by sheet name first; a form whose name nobody has is sought by content among the other sheets.

    A sheet that is shown goes before one that is hidden. Sheets named in ``foreign`` are no form of the sender's.
    """
    found = FoundSheets()
    own = [sheet for sheet in book.sheets if sheet.name != layout["marker"].name and sheet.name not in foreign]
    grids = [Grid(sheet) for sheet in sorted(own, key=lambda sheet: sheet.state != "visible") if sheet.cells]
    for kind in TABLES:
        named = [grid for grid in grids if word_key(grid.name) in layout[kind].name_keys]
        if named:
            found.grids[kind] = named[0]
            grids.remove(named[0])
    for grid in grids:
        _place_by_content(grid, layout, words, found)
    for kind, grid in found.grids.items():
        if header := find_header(grid, layout[kind], words, _FEWEST[kind]):
            found.headers[kind] = header
    return found


def _place_by_content(grid: Grid, layout: Mapping[str, SheetShape], words: Words, found: FoundSheets) -> None:
    headers = {kind: find_header(grid, layout[kind], words, _FEWEST[kind]) for kind in TABLES}
    fitting = {kind: header for kind, header in headers.items() if header and header.col(_TELLING[kind])}
    if not fitting or is_list_sheet(grid.name):
        return
    kind = max(fitting, key=lambda name: len(fitting[name].columns))
    if kind in found.grids:
        found.extras.append(grid)
    else:
        found.grids[kind] = grid
