"""Biểu 3 (the unit's tasks with state, result, document) and Biểu 4 (difficulties and proposals)."""

from __future__ import annotations

from dxmetrics.catalog.model import Task
from dxmetrics.workbook import template_looks as looks
from dxmetrics.workbook.template_frame import (
    Job,
    fit_height,
    new_sheet,
    write_header,
    write_hint,
    write_signature,
)
from dxmetrics.workbook.xlsx_writer import SheetDraft, address

TASKS = "tasks"
DIFFICULTIES = "difficulties"
_INPUT_COLUMNS = (("state", "state"), ("result", "result"), ("document", "ref"))
"""Column of Biểu 3 → the last part of the task's element code."""
FREE_ROWS = 12
_FREE_HEIGHT = 32.0
RELATED = "related"


def tasks_sheet(job: Job) -> SheetDraft:
    """Biểu 3: the tasks this unit owns, tasks (III) before assignments (IV)."""
    shape = job.layout[TASKS]
    draft, row = new_sheet(job, TASKS)
    write_hint(draft, job, TASKS, len(shape.columns))
    write_header(draft, shape, row)
    number, family, states = 0, "", []
    for task in job.catalog.tasks_of(job.unit, job.period):
        if task.family != family:
            family, row = task.family, row + 1
            draft.span(row, 1, len(shape.columns), job.say(f"template.family.{family}"), looks.SECTION)
        row, number = row + 1, number + 1
        _write_task(draft, job, row, number, task)
        states.append(address(row, shape.number("state")))
    _add_state_check(draft, job, states)
    write_signature(draft, job, row + 1)
    return draft


def _write_task(draft: SheetDraft, job: Job, row: int, number: int, task: Task) -> None:
    place = job.layout[TASKS].number
    draft.put(row, place("number"), number, looks.NUMBER)
    draft.put(row, place("code"), task.code, looks.CODE)
    draft.put(row, place("content"), task.name_vi, looks.LABEL)
    texts = {place("content"): (task.name_vi, draft.widths[place("content") - 1])}
    for field, last in _INPUT_COLUMNS:
        element = job.catalog.elements[f"{task.code}.{last}"]
        value = job.inputs.value(job.unit.id, element)
        draft.put(row, place(field), value, looks.input_style(element))
        texts[place(field)] = (value, draft.widths[place(field) - 1])
    note = job.inputs.note(job.unit.id, [f"{task.code}.{last}" for _, last in _INPUT_COLUMNS])
    draft.put(row, place("note"), note, looks.TEXT_INPUT)
    fit_height(draft, row, texts)


def _add_state_check(draft: SheetDraft, job: Job, states: list[str]) -> None:
    tasks = job.catalog.tasks_of(job.unit, job.period)
    if tasks:
        element = job.catalog.elements[f"{tasks[0].code}.state"]
        if check := job.inputs.check(element, states[0], " ".join(states)):
            draft.checks.append(check)


def difficulties_sheet(job: Job) -> SheetDraft:
    """Biểu 4: free rows, one matter each."""
    shape = job.layout[DIFFICULTIES]
    draft, row = new_sheet(job, DIFFICULTIES)
    write_hint(draft, job, DIFFICULTIES, len(shape.columns))
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
    draft.heights[row] = _FREE_HEIGHT
    for field in fields:
        text = job.inputs.filling.get((job.unit.id, f"{field}.{number}"))
        draft.put(row, shape.number(field), text, looks.FREE_INPUT)
    related = job.inputs.note(job.unit.id, [f"{field}.{number}" for field in fields])
    draft.put(row, shape.number(RELATED), related, looks.FREE_INPUT)
