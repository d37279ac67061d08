"""Biểu 1, Biểu 3 and Biểu 4: what the sender says about itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import OrgUnit
from dxmetrics.periods import Period
from dxmetrics.workbook.collector import Collector
from dxmetrics.workbook.grid import Grid
from dxmetrics.workbook.headers import Header
from dxmetrics.workbook.read_rows import RowTable, read_rows

_TASK_FIELDS = {"state": "state", "result": "result", "document": "ref"}


def read_figures(collector: Collector, grid: Grid, header: Header) -> None:
    """Biểu 1: one value per asked element, its document beside it, the note for both."""
    catalog = collector.catalog
    table = _of_form(collector, "figures", _figures)

    value, document, note = (header.col(name) for name in ("value", "document", "note"))
    answers = header.answers.get("value")

    def read(code: str, row: int) -> None:
        element = catalog.elements[code]
        collector.take(collector.unit.id, element, grid, row, value, note, answers)
        if element.document:
            collector.take(collector.unit.id, catalog.elements[element.document], grid, row, document, note)
        elif cell := grid.cell(row, document):
            collector.report(
                "form.unused_document", "note", grid, cell.ref, cell.text, element=code, name=element.name_vi
            )

    read_rows(collector, grid, header, table, read)


def _of_form(collector: Collector, name: str, make: Callable[[Catalog, OrgUnit, Period], RowTable]) -> RowTable:
    """A table, the same for all units that send the same form with the same roles: made for the first of them."""
    catalog, unit, period = collector.catalog, collector.unit, collector.period
    roles = frozenset(catalog.roles_of(unit, period.cutoff))
    return catalog.kept((name, unit.form, roles, period), lambda: make(catalog, unit, period))


def _figures(catalog: Catalog, unit: OrgUnit, period: Period) -> RowTable:
    rows = catalog.rows_for(unit, period, "unit")
    asked = {row.data_element: row for row in rows if not catalog.elements[row.data_element].in_document_column}
    return RowTable(
        names={code: catalog.elements[code].name_vi for code in asked},
        optional={code for code, row in asked.items() if row.schedule == "first"},
        known={code: element.name_vi for code, element in catalog.elements.items()},
        inputs=("value", "document", "note"),
    )


def _tasks(catalog: Catalog, unit: OrgUnit, period: Period) -> RowTable:
    owned = {task.code: task.name_vi for task in catalog.tasks_of(unit, period)}
    known = {code: task.name_vi for code, task in catalog.tasks.items()}
    return RowTable(names=owned, optional=(), known=known, inputs=("state", "result", "document", "note"))


def read_tasks(collector: Collector, grid: Grid, header: Header) -> None:
    """Biểu 3: state, result and document of each task the unit owns."""
    catalog = collector.catalog
    table = _of_form(collector, "tasks", _tasks)

    def read(code: str, row: int) -> None:
        for name, last in _TASK_FIELDS.items():
            element = catalog.elements[f"{code}.{last}"]
            collector.take(collector.unit.id, element, grid, row, header.col(name), header.col("note"))

    read_rows(collector, grid, header, table, read)


def read_difficulties(collector: Collector, grid: Grid, header: Header) -> None:
    """Biểu 4: each filled row is one matter, numbered as it comes: D96.1, D97.1, D96.2 …"""
    catalog, words = collector.catalog, collector.words
    fields = [name for name in header.columns if name in catalog.elements]
    related = header.col("related")
    last, number = grid.last_row(words, header.last_row), 0
    for row in grid.rows():
        if not header.last_row < row <= last:
            continue
        texts = {name: grid.text(row, header.col(name)) for name in fields}
        said = [name for name, text in texts.items() if text and text not in words.no_document]
        if not said:
            continue
        number += 1
        for name in said:
            element = replace(catalog.elements[name], code=f"{name}.{number}")
            collector.take(collector.unit.id, element, grid, row, header.col(name), related)
