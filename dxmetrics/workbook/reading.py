"""A sender's workbook → a return draft: every value at its cell, every doubt a finding, nothing guessed.

The order is the one of returns.md: cells verbatim, whose return it is, then each form's table by codes and words.
"""

from __future__ import annotations

from dxmetrics.catalog import Catalog
from dxmetrics.findings import Finding
from dxmetrics.periods import Period
from dxmetrics.text import words as messages
from dxmetrics.workbook.cells import read_workbook
from dxmetrics.workbook.collector import Collector
from dxmetrics.workbook.day_order import swapped_days
from dxmetrics.workbook.draft import ReturnDraft, Verbatim, verbatim
from dxmetrics.workbook.find_sheets import FoundSheets, find_sheets
from dxmetrics.workbook.guard import Refused
from dxmetrics.workbook.headers import report_columns
from dxmetrics.workbook.identity import Identity, identify
from dxmetrics.workbook.layout import load_layout
from dxmetrics.workbook.marker import Marker, read_marker
from dxmetrics.workbook.model import Workbook
from dxmetrics.workbook.odd_sheets import commune_sheets, report_sheets
from dxmetrics.workbook.read_communes import read_communes
from dxmetrics.workbook.read_unit import read_difficulties, read_figures, read_tasks
from dxmetrics.workbook.template_frame import LANGUAGE
from dxmetrics.workbook.text import one_line
from dxmetrics.workbook.title_block import read_title
from dxmetrics.workbook.words import Words, load_words

_NEEDED = {
    "figures": {"code": "warning", "value": "error", "document": "warning", "note": "warning"},
    "tasks": {"code": "warning", "state": "error", "result": "warning", "document": "warning", "note": "warning"},
    "difficulties": {"D96": "warning", "D97": "warning"},
}
"""Columns of each table and how grave their loss is; without one marked ``error`` the table is not read."""
_READERS = {"figures": read_figures, "tasks": read_tasks, "difficulties": read_difficulties}


def read_return(data: bytes, catalog: Catalog, period: Period | None = None) -> ReturnDraft:
    """Read a file's bytes. ``period`` is the quarter it is loaded for: a file of another one gets ``form.other_period``.

    Never raises for what a sender did: a file that is no workbook gives a draft with that one finding and no values.
    """
    try:
        book = read_workbook(data)
    except Refused as refused:
        return _draft(Identity(findings=[refused.finding]), None, None, None)
    layout, words = load_layout(), load_words()
    communes = commune_sheets(book, layout, catalog)
    sheets = find_sheets(book, layout, words, communes)
    marker = read_marker(book.sheet(layout["marker"].name))
    if not sheets.grids and marker is None and not communes:
        return _draft(Identity(findings=[*book.notes, Finding("form.not_a_return", "error")]), book, None, None)
    identity = identify(marker, read_title(sheets.grids.values(), words), catalog, period)
    identity.findings[:0] = book.notes
    identity.findings += [Finding("form.commune_sheet", "error", name, found=name) for name in communes]
    collector = _read_tables(identity, sheets, catalog, words)
    return _draft(identity, book, marker, collector, sample=marker.sample if marker else _is_sample(sheets))


def _read_tables(identity: Identity, sheets: FoundSheets, catalog: Catalog, words: Words) -> Collector | None:
    if identity.unit is None or identity.period is None or identity.form is None:
        return None
    layout = load_layout()
    collector = Collector(catalog, layout, words, identity.unit, identity.period)
    has_communes = bool(catalog.rows_for(identity.unit, identity.period, "commune"))
    if has_communes and _is_there("communes", sheets, collector):
        read_communes(collector, sheets.grids["communes"], sheets.headers.get("communes"))
    for kind, read in _READERS.items():
        if not _is_there(kind, sheets, collector):
            continue
        grid, header = sheets.grids[kind], sheets.headers.get(kind)
        if header is None:
            collector.report("form.no_table", "error" if kind == "figures" else "warning", grid)
        elif report_columns(collector, grid, layout[kind], header, _NEEDED[kind]):
            read(collector, grid, header)
    report_sheets(collector, sheets.grids.values())
    collector.findings += swapped_days(collector.days)
    for grid in sheets.extras:
        collector.report("form.extra_sheet", "warning", grid, "", grid.name)
    return collector


def _is_there(kind: str, sheets: FoundSheets, collector: Collector) -> bool:
    if kind in sheets.grids:
        return True
    severity = "error" if kind in ("figures", "communes") else "warning"
    name = collector.layout[kind].name
    collector.findings.append(Finding("form.missing_sheet", severity, params={"sheet": name}))
    return False


def _is_sample(sheets: FoundSheets) -> bool:
    """Without its hidden mark an invented return is still told by the line printed over its tables."""
    line = messages(LANGUAGE)("template.sample")
    return any(one_line(cell.text) == line for grid in sheets.grids.values() for cell in grid.row_cells(3))


def _draft(
    identity: Identity, book: Workbook | None, marker: Marker | None, collector: Collector | None, sample: bool = False
) -> ReturnDraft:
    own = collector.findings if collector else []
    return ReturnDraft(
        org_unit=identity.unit,
        period=identity.period,
        form=identity.form,
        version=marker.version if marker else "",
        sample=sample,
        values=tuple(collector.values) if collector else (),
        totals=tuple(collector.totals) if collector else (),
        cells=verbatim(book) if book else Verbatim(),
        findings=(*identity.findings, *own),
    )
