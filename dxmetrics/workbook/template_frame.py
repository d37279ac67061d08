"""What every sheet of a template shares: the official head, the title, the signature, heights that show wrapped text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from textwrap import wrap

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import OrgUnit
from dxmetrics.periods import Period
from dxmetrics.text import Words as Messages
from dxmetrics.text.numbers import day
from dxmetrics.text.quarters import quarter
from dxmetrics.workbook import template_looks as looks
from dxmetrics.workbook.layout import SheetShape
from dxmetrics.workbook.sheet_draft import PrintSetup, SheetDraft
from dxmetrics.workbook.template_inputs import Inputs

LANGUAGE = "vi"
_LINE_HEIGHT, _LINE_GAP = 14.0, 4.0
_MOST_HEIGHT = 409.0
"""Points: more Excel does not allow a row."""
_CHARACTERS = 1.1
"""Characters of our font that fit into one unit of a column's width, on the safe side."""
_BOLD, _CAPITAL = 1.2, 1.5
"""How much wider larger bold letters and bold capitals are."""
_TITLE_HEIGHTS = {4: 24.0, 5: 18.0, 6: 18.0, 7: 18.0}
_RULE = "⎯" * 8
_ONE_PAGE_WIDE = PrintSetup()


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
    due_on: date | None = None
    """The unit's own due day, where a letter or an extension says another than the calendar."""

    @property
    def due(self) -> str:
        """The due day as printed."""
        return day(self.due_on or self.catalog.due_at(self.unit, self.period))


def new_sheet(
    job: Job, key: str, widths: list[float] | None = None, printing: PrintSetup = _ONE_PAGE_WIDE
) -> tuple[SheetDraft, int]:
    """A sheet with its head and title over the columns of its first page, and the row its table's header goes to."""
    shape = job.layout[key]
    draft = SheetDraft(shape.name, widths or shape.widths(), printing=printing)
    _, last = draft.pages()[0]
    _write_head(draft, job, last)
    draft.span(4, 1, last, job.say(f"template.title.{key}"), looks.TITLE)
    plan = job.catalog.plan
    basis = job.say("template.basis", plan=plan.number, date=day(plan.date), issuer=plan.issuer_vi)
    draft.span(5, 1, last, basis, looks.BASIS)
    draft.heights |= _TITLE_HEIGHTS
    _write_line(draft, 6, job.say("template.unit_line", unit=job.unit.name_vi, code=job.unit.code))
    start, end = day(job.period.start), day(job.period.cutoff)
    name = quarter(job.period, LANGUAGE)
    _write_line(draft, 7, job.say("template.period_line", quarter=name, start=start, end=end))
    draft.put(7, last, job.say("template.due_line", due=job.due), looks.DUE)
    return draft, 9


def _write_line(draft: SheetDraft, row: int, text: str) -> None:
    """Whose figures these are: within the columns that every page repeats, where there are such."""
    if repeated := draft.printing.repeat_columns:
        draft.span(row, 1, repeated, text, looks.WRAPPED_LINE)
        fit_height(draft, row, text, sum(draft.widths[:repeated]) / _BOLD)
    else:
        draft.put(row, 1, text, looks.LINE)


def _write_head(draft: SheetDraft, job: Job, last: int) -> None:
    """Who writes, left, and the nation's name and motto, right (Decree 30/2020/NĐ-CP, Annex I)."""
    middle, kind = _half(draft, 1, last), job.unit.kind
    above, begins = job.say.table("template.above"), job.say.table("template.begins")
    name = job.unit.name_vi.upper()
    if kind in above:
        draft.span(1, 1, middle, above[kind].format(issuer=job.catalog.plan.issuer_vi).upper(), looks.AGENCY)
    else:
        draft.span(1, 1, middle, begins.get(kind, "").upper(), looks.AGENCY_BOLD)
    draft.span(2, 1, middle, name, looks.AGENCY_BOLD)
    fit_height(draft, 2, name, sum(draft.widths[:middle]) / _CAPITAL)
    draft.span(1, middle + 1, last, job.say("template.republic"), looks.AGENCY_BOLD)
    draft.span(2, middle + 1, last, job.say("template.motto"), looks.MOTTO)
    if job.sample:
        draft.span(3, 1, last, job.say("template.sample"), looks.SAMPLE)
    else:
        draft.span(3, 1, middle, _RULE, looks.RULE)


def _half(draft: SheetDraft, first: int, last: int) -> int:
    """The last column of about the left half of these columns, which are two at least."""
    ends = list(accumulate(draft.widths[first - 1 : last]))
    return first - 1 + min(range(1, len(ends)), key=lambda count: abs(ends[count - 1] - ends[-1] / 2))


def write_hint(draft: SheetDraft, job: Job, key: str) -> None:
    """The line above the table that says how blanks, 0 and not applicable are told apart."""
    text = job.say(f"template.hint.{key}", na=job.inputs.words.official_not_applicable)
    _, last = draft.pages()[0]
    first = draft.printing.repeat_columns + 1
    draft.span(8, first, last, text, looks.HINT)
    fit_height(draft, 8, text, sum(draft.widths[first - 1 : last]))


def write_header(draft: SheetDraft, shape: SheetShape, row: int) -> None:
    """The table's header, repeated on every printed page and frozen on the screen."""
    for column in shape.columns:
        draft.put(row, shape.number(column.field), column.header_vi, looks.HEADER)
    draft.heights[row] = _height(2)
    draft.freeze = (row + 1, 1)
    draft.printing = replace(draft.printing, repeat_rows=(row, row))


def write_section(draft: SheetDraft, row: int, text: str) -> None:
    """A row across the table that says what the rows below it are about."""
    draft.span(row, 1, len(draft.widths), text, looks.SECTION)
    draft.heights[row] = _height(1) + 2


def write_signature(draft: SheetDraft, job: Job, row: int) -> None:
    """Who made the return and who answers for it, below the table on its last page."""
    first, last = draft.pages()[-1]
    middle = _half(draft, first, last)
    draft.span(row + 1, middle + 1, last, job.say("template.signature.place"), looks.SIGNATURE_NOTE)
    for left, right, who in ((first, middle, "maker"), (middle + 1, last, "head")):
        draft.span(row + 2, left, right, job.say(f"template.signature.{who}"), looks.SIGNATURE)
        draft.span(row + 3, left, right, job.say("template.signature.sign"), looks.SIGNATURE_NOTE)


def fit_height(draft: SheetDraft, row: int, text: str, width: float) -> None:
    """Make the row high enough for the text wrapped in this width: what programs don't do for merged cells."""
    draft.heights[row] = max(draft.heights.get(row, 0), _height(_lines(text, width)))


def fit_row(draft: SheetDraft, row: int, least: int = 1) -> None:
    """Give the row room for what stands in it, for ``least`` lines at least; it grows with what is typed."""
    cells = draft.cells[row].items()
    lines = [
        _lines(text, draft.widths[col - 1]) for col, (text, style) in cells if isinstance(text, str) and style.wrap
    ]
    draft.heights[row] = _height(max([least, *lines]))
    draft.growing.add(row)


def _lines(text: str, width: float) -> int:
    room = max(1, int(width * _CHARACTERS))
    return sum(max(1, len(wrap(line, room))) for line in text.split("\n"))


def _height(lines: int) -> float:
    return min(_LINE_HEIGHT * lines + _LINE_GAP, _MOST_HEIGHT)
