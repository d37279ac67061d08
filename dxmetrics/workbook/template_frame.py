"""What every sheet of a template shares: the official head, the title, the signature, heights that show wrapped text."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import accumulate

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import OrgUnit
from dxmetrics.periods import Period
from dxmetrics.text import Words as Messages
from dxmetrics.text.numbers import day
from dxmetrics.text.quarters import quarter
from dxmetrics.workbook import template_looks as looks
from dxmetrics.workbook.layout import SheetShape
from dxmetrics.workbook.template_inputs import Inputs
from dxmetrics.workbook.xlsx_writer import CellValue, PrintSetup, SheetDraft

LANGUAGE = "vi"
_LINE_HEIGHT = 15.0
_CHARACTERS = 1.12
"""Characters of our font that fit into one unit of a column's width, on the safe side."""


@dataclass(frozen=True)
class Job:
    """One template being made: for whom, for which quarter, with which values in it."""

    catalog: Catalog
    unit: OrgUnit
    period: Period
    sample: bool
    inputs: Inputs
    layout: dict[str, SheetShape]
    say: Messages

    @property
    def due(self) -> str:
        """The due day as printed."""
        return day(self.catalog.due_at(self.unit, self.period))


def new_sheet(job: Job, key: str, widths: list[float] | None = None) -> tuple[SheetDraft, int]:
    """A sheet with its head and title, and the row its table's header goes to."""
    shape = job.layout[key]
    draft = SheetDraft(shape.name, widths or shape.widths())
    last = len(draft.widths)
    _write_head(draft, job, last)
    draft.span(4, 1, last, job.say(f"template.title.{key}"), looks.TITLE)
    plan = job.catalog.plan
    basis = job.say("template.basis", plan=plan.number, date=day(plan.date), issuer=plan.issuer_vi)
    draft.span(5, 1, last, basis, looks.BASIS)
    draft.put(6, 1, job.say("template.unit_line", unit=job.unit.name_vi, code=job.unit.code), looks.LINE)
    start, end = day(job.period.start), day(job.period.cutoff)
    name = quarter(job.period, LANGUAGE)
    draft.put(7, 1, job.say("template.period_line", quarter=name, start=start, end=end), looks.LINE)
    draft.put(7, last, job.say("template.due_line", due=job.due), looks.DUE)
    return draft, 9


def _write_head(draft: SheetDraft, job: Job, last: int) -> None:
    middle = _half(draft.widths)
    draft.span(1, 1, middle, job.catalog.plan.issuer_vi.upper(), looks.AGENCY)
    draft.span(2, 1, middle, job.unit.name_vi.upper(), looks.AGENCY_BOLD)
    draft.span(1, middle + 1, last, job.say("template.republic"), looks.AGENCY_BOLD)
    draft.span(2, middle + 1, last, job.say("template.motto"), looks.AGENCY_BOLD)
    if job.sample:
        draft.span(3, 1, last, job.say("template.sample"), looks.SAMPLE)


def _half(widths: list[float]) -> int:
    """The number of columns that make up about the left half of the sheet, which has two columns at least."""
    ends = list(accumulate(widths))
    return min(range(1, len(widths)), key=lambda col: abs(ends[col - 1] - ends[-1] / 2))


def write_hint(draft: SheetDraft, job: Job, key: str, last: int) -> None:
    """The line above the table that says how blanks, 0 and not applicable are told apart."""
    text = job.say(f"template.hint.{key}", na=job.inputs.words.official_not_applicable)
    draft.span(8, 1, last, text, looks.HINT)
    fit_height(draft, 8, {1: (text, sum(draft.widths[:last]))})


def write_header(draft: SheetDraft, shape: SheetShape, row: int) -> None:
    """The table's header, repeated on every printed page and frozen on the screen."""
    for column in shape.columns:
        draft.put(row, shape.number(column.field), column.header_vi, looks.HEADER)
    draft.heights[row] = 2 * _LINE_HEIGHT + 4
    draft.freeze = (row + 1, 1)
    draft.printing = PrintSetup(landscape=True, repeat_rows=(row, row))


def write_signature(draft: SheetDraft, job: Job, row: int) -> None:
    """Who made the return and who answers for it, two rows below the table."""
    middle, last = _half(draft.widths), len(draft.widths)
    draft.span(row + 1, middle + 1, last, job.say("template.signature.place"), looks.SIGNATURE_NOTE)
    for first, end, who in ((1, middle, "maker"), (middle + 1, last, "head")):
        draft.span(row + 2, first, end, job.say(f"template.signature.{who}"), looks.SIGNATURE)
        draft.span(row + 3, first, end, job.say("template.signature.sign"), looks.SIGNATURE_NOTE)


def fit_height(draft: SheetDraft, row: int, texts: dict[int, tuple[CellValue, float]]) -> None:
    """Make the row as high as its longest wrapped text. Programs do it for themselves, but not in merged cells or print."""
    lines = max((_lines(text, width) for text, width in texts.values() if isinstance(text, str)), default=1)
    if lines > 1:
        draft.heights[row] = _LINE_HEIGHT * lines + 3


def _lines(text: str, width: float) -> int:
    return sum(max(1, math.ceil(len(line) / max(1.0, width * _CHARACTERS))) for line in text.split("\n"))
