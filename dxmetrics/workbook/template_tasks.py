"""Biểu 3 (the unit's tasks with state, result, document) and Biểu 4 (difficulties and proposals)."""

from __future__ import annotations

from dxmetrics.catalog.model import Task
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

TASKS = "tasks"
DIFFICULTIES = "difficulties"
_INPUT_COLUMNS = (("state", "state"), ("result", "result"), ("document", "ref"))
"""Column of Biểu 3 → the last part of the task's element code."""
FREE_ROWS = 8
_FREE_LINES = 2
RELATED = "related"


def tasks_sheet(job: Job) -> SheetDraft:
    """Biểu 3: the tasks this unit owns, tasks (III) before assignments (IV)."""
    shape = job.layout[TASKS]
    draft, row = new_sheet(job, TASKS)
    write_hint(draft, job, TASKS)
    write_header(draft, shape, row)
    number, family = 0, ""
    for task in job.catalog.tasks_of(job.unit, job.period):
        if task.family != family:
            family, row = task.family, row + 1
            write_section(draft, row, job.say(f"template.family.{family}"))
        row, number = row + 1, number + 1
        _write_task(draft, job, row, number, task)
    write_signature(draft, job, row + 1)
    return draft


def _write_task(draft: SheetDraft, job: Job, row: int, number: int, task: Task) -> None:
    place = job.layout[TASKS].number
    draft.put(row, place("number"), number, looks.NUMBER)
    draft.put(row, place("code"), task.code, looks.CODE)
    draft.put(row, place("content"), task.name_vi, looks.LABEL)
    for field, last in _INPUT_COLUMNS:
        element = job.catalog.elements[f"{task.code}.{last}"]
        value = job.inputs.value(job.unit.id, element)
        draft.put(row, place(field), value, looks.input_style(element))
        if check := job.inputs.check(element, row, place(field)):
            draft.check(check, (row, place(field), row, place(field)))
    note = job.inputs.note(job.unit.id, [f"{task.code}.{last}" for _, last in _INPUT_COLUMNS])
    draft.put(row, place("note"), note, looks.TEXT_INPUT)
    fit_row(draft, row)


def difficulties_sheet(job: Job) -> SheetDraft:
    """Biểu 4: free rows, one matter each."""
    shape = job.layout[DIFFICULTIES]
    draft, row = new_sheet(job, DIFFICULTIES)
    write_hint(draft, job, DIFFICULTIES)
    write_header(draft, shape, row)
    count = max(FREE_ROWS, _filled_rows(job))
    for number in range(1, count + 1):
        _write_matter(draft, job, row + number, number)
    write_signature(draft, job, row + count + 1)
    return draft


def matter_fields(job_columns: tuple) -> list[str]:
    """The element codes that are columns of Biểu 4 (difficulties, proposals)."""
    return [column.field for column in job_columns if column.field not in ("number", RELATED)]


def _filled_rows(job: Job) -> int:
    parents = matter_fields(job.layout[DIFFICULTIES].columns)
    own = (key[1].partition(".") for key in job.inputs.filling if key[0] == job.unit.id)
    return max((int(number) for parent, _, number in own if parent in parents and number.isdecimal()), default=0)


def _write_matter(draft: SheetDraft, job: Job, row: int, number: int) -> None:
    shape = job.layout[DIFFICULTIES]
    fields = matter_fields(shape.columns)
    draft.put(row, shape.number("number"), number, looks.NUMBER)
    for field in fields:
        text = job.inputs.filling.get((job.unit.id, f"{field}.{number}"))
        draft.put(row, shape.number(field), text, looks.FREE_INPUT)
    related = job.inputs.note(job.unit.id, [f"{field}.{number}" for field in fields])
    draft.put(row, shape.number(RELATED), related, looks.FREE_INPUT)
    fit_row(draft, row, _FREE_LINES)
