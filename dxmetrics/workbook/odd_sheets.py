"""Sheets that are not what the template made of them: one per commune, hidden, in the letters of an old font."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.names import key
from dxmetrics.workbook.collector import Collector
from dxmetrics.workbook.grid import Grid
from dxmetrics.workbook.layout import SheetShape
from dxmetrics.workbook.model import Workbook
from dxmetrics.workbook.words import word_key

_FEWEST = 2
"""One sheet with a commune's name may be anything; several are a workbook with a sheet per commune."""


def commune_sheets(book: Workbook, layout: Mapping[str, SheetShape], catalog: Catalog) -> list[str]:
    """Names of the sheets that stand for a commune each (excel-habits.md #56); empty when fewer than two do."""
    own = {name for shape in layout.values() for name in shape.name_keys}
    others = [sheet.name for sheet in book.sheets if sheet.cells and word_key(sheet.name) not in own]
    if len(others) < _FEWEST:
        return []
    names = {key(unit.name_vi) for unit in catalog.units.values() if unit.level == "commune"}
    found = [name for name in others if key(name) in names]
    return found if len(found) >= _FEWEST else []


def report_sheets(collector: Collector, grids: Iterable[Grid]) -> None:
    """Say which of the sheets that were read are hidden, and where text was turned into Unicode."""
    for grid in grids:
        if grid.sheet.state != "visible":
            collector.report("form.hidden_sheet", "warning", grid, "", grid.name)
        decoded = grid.decoded
        if decoded.by_font:
            first = decoded.by_font[0]
            collector.report("form.old_font", "note", grid, first.ref, first.text, count=len(decoded.by_font))
        if decoded.by_look:
            first = decoded.by_look[0]
            collector.report("form.old_letters", "warning", grid, first.ref, first.text, count=len(decoded.by_look))
