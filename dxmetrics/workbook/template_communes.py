"""Biểu 2 of a district: a row per commune of the period's structure, a column per data element with its code below."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import accumulate

from dxmetrics.catalog.model import DataElement, OrgUnit
from dxmetrics.workbook import template_looks as looks
from dxmetrics.workbook.layout import SheetField
from dxmetrics.workbook.sheet_draft import PrintSetup, SheetDraft
from dxmetrics.workbook.template_frame import (
    Job,
    fit_height,
    fit_row,
    new_sheet,
    write_hint,
    write_signature,
)

KEY = "communes"
ELEMENT = "element"
_TEXT_WIDTH = 26.0
_HEADER_LINES = 7
"""A longer name widens its column."""
_SCALE = 68
_PAGE_WIDTH = 200.0
"""Characters that fit side by side on A4 landscape at that scale, which still can be read."""


def communes_sheet(job: Job) -> SheetDraft:
    """The sheet; only for a unit whose form has commune rows."""
    elements = commune_elements(job)
    columns = _columns(job, elements)
    widths = [_width(column, element) for column, element in columns]
    draft, row = new_sheet(job, KEY, widths, _printing(widths, _fixed(columns)))
    write_hint(draft, job, KEY)
    _write_header(draft, row, columns)
    communes = job.catalog.communes_of(job.unit.id, job.period)
    for number, commune in enumerate(communes, 1):
        _write_row(draft, job, row + 1 + number, number, commune, columns)
    _add_checks(draft, job, columns, row + 2, row + 1 + len(communes))
    write_signature(draft, job, row + 2 + len(communes))
    return draft


def commune_elements(job: Job) -> list[DataElement]:
    """The elements of a commune's row, in print order."""
    rows = job.catalog.rows_for(job.unit, job.period, "commune")
    return [job.catalog.elements[row.data_element] for row in rows]


def _columns(job: Job, elements: list[DataElement]) -> list[tuple[SheetField, DataElement | None]]:
    columns: list[tuple[SheetField, DataElement | None]] = []
    for column in job.layout[KEY].columns:
        columns += [(column, element) for element in elements] if column.field == ELEMENT else [(column, None)]
    return columns


def _width(column: SheetField, element: DataElement | None) -> float:
    if element is None:
        return column.width or 0
    if element.value_type in ("text", "ref"):
        return _TEXT_WIDTH
    return max(column.width or 0, len(header_text(element)) / _HEADER_LINES)


def _fixed(columns: list[tuple[SheetField, DataElement | None]]) -> int:
    """How many columns name the commune, before the first that is filled in."""
    return [column.field for column, _ in columns].index(ELEMENT)


def _printing(widths: list[float], fixed: int) -> PrintSetup:
    """As many pages side by side as the columns need, about equally wide, the commune's name on each."""
    ends = list(accumulate(widths[fixed:]))
    pages = math.ceil(ends[-1] / (_PAGE_WIDTH - sum(widths[:fixed])))
    breaks = []
    for page in range(1, pages):
        nearest = min(range(len(ends)), key=lambda at: abs(ends[at] - ends[-1] * page / pages))
        breaks.append(fixed + nearest + 1)
    return PrintSetup(break_columns=tuple(breaks), scale=_SCALE, repeat_columns=fixed)


def header_text(element: DataElement) -> str:
    """The words above a commune column: the element's name and its unit."""
    counted = element.value_type in ("int", "decimal")
    return f"{element.name_vi} ({element.unit_vi})" if counted and element.unit_vi else element.name_vi


def _write_header(draft: SheetDraft, row: int, columns: list[tuple[SheetField, DataElement | None]]) -> None:
    for col, (column, element) in enumerate(columns, 1):
        if element is None:
            draft.span(row, col, col, column.header_vi, looks.HEADER, rows=2)
        else:
            draft.put(row, col, header_text(element), looks.HEADER)
            draft.put(row + 1, col, element.code, looks.CODE_ROW)
            fit_height(draft, row, header_text(element), draft.widths[col - 1])
    draft.freeze = (row + 2, _fixed(columns) + 1)
    draft.printing = replace(draft.printing, repeat_rows=(row, row + 1))


def _write_row(
    draft: SheetDraft,
    job: Job,
    row: int,
    number: int,
    commune: OrgUnit,
    columns: list[tuple[SheetField, DataElement | None]],
) -> None:
    codes = [element.code for _, element in columns if element]
    given = {
        "number": (number, looks.NUMBER),
        "code": (commune.code, looks.CODE),
        "name": (commune.name_vi, looks.LABEL),
    }
    given["note"] = (job.inputs.note(commune.id, codes), looks.TEXT_INPUT)
    for col, (column, element) in enumerate(columns, 1):
        if element is None:
            draft.put(row, col, *given[column.field])
        else:
            draft.put(row, col, job.inputs.value(commune.id, element), looks.input_style(element))
    fit_row(draft, row)


def _add_checks(
    draft: SheetDraft, job: Job, columns: list[tuple[SheetField, DataElement | None]], first: int, last: int
) -> None:
    for col, (_, element) in enumerate(columns, 1):
        if element is None or last < first:
            continue
        if check := job.inputs.check(element, first, col):
            draft.check(check, (first, col, last, col))
