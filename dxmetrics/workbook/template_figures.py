"""Biểu 1: one row per data element the unit reports, grouped by the Plan's sections."""

from __future__ import annotations

from collections.abc import Container, Mapping

from dxmetrics.catalog.model import DataElement, FormRow
from dxmetrics.workbook import template_looks as looks
from dxmetrics.workbook.sheet_draft import SheetDraft
from dxmetrics.workbook.template_frame import (
    Job,
    fit_row,
    new_sheet,
    write_header,
    write_hint,
    write_section,
    write_signature,
)

KEY = "figures"


def figures_sheet(job: Job, previous: Mapping[tuple[str, str], object], stated: Container[str]) -> SheetDraft:
    """The sheet. ``previous`` is last quarter's value by (unit id, element code)."""
    shape = job.layout[KEY]
    draft, row = new_sheet(job, KEY)
    write_hint(draft, job, KEY)
    write_header(draft, shape, row)
    number = 0
    for section, rows in by_section(job, job.catalog.rows_for(job.unit, job.period, "unit", stated)).items():
        row += 1
        write_section(draft, row, f"{section} – {job.catalog.sections[section].name_vi}")
        for form_row in rows:
            row, number = row + 1, number + 1
            element = job.catalog.elements[form_row.data_element]
            _write_row(draft, job, row, number, element, previous.get((job.unit.id, element.code)))
    write_signature(draft, job, row + 1)
    return draft


def by_section(job: Job, rows: list[FormRow]) -> dict[str, list[FormRow]]:
    """Rows under their sections, sections in the Plan's order; documents have no row of their own."""
    own = [row for row in rows if not job.catalog.elements[row.data_element].in_document_column]
    grouped = {section: [row for row in own if row.section == section] for section in job.catalog.sections}
    return {section: found for section, found in grouped.items() if found}


def _write_row(draft: SheetDraft, job: Job, row: int, number: int, element: DataElement, previous: object) -> None:
    place = job.layout[KEY].number
    inputs, unit_id = job.inputs, job.unit.id
    draft.put(row, place("number"), number, looks.NUMBER)
    draft.put(row, place("code"), element.code, looks.CODE)
    draft.put(row, place("content"), element.name_vi, looks.LABEL)
    draft.put(row, place("unit"), element.unit_vi, looks.UNIT)
    draft.put(row, place("previous"), inputs.typed(element, previous), looks.previous_style(element))
    draft.put(row, place("value"), inputs.value(unit_id, element), looks.input_style(element))
    document = inputs.value(unit_id, job.catalog.elements[element.document]) if element.document else None
    draft.put(row, place("document"), document, looks.TEXT_INPUT if element.document else looks.CLOSED)
    note = inputs.note(unit_id, (element.code,))
    draft.put(row, place("note"), note, looks.TEXT_INPUT)
    at = place("value")
    if check := inputs.check(element, row, at):
        draft.check(check, (row, at, row, at))
    fit_row(draft, row)
