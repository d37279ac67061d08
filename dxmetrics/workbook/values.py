"""One cell → the value of its data element, or what is wrong with it. Never guessed, never lost, a blank is never 0.

The rules are excel-habits.md E.1-E.3: what has one meaning is accepted and told, what has two is asked about.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from dxmetrics.catalog.model import DataElement, EnumValue
from dxmetrics.findings import Finding, Severity
from dxmetrics.workbook.cell_maker import plain_number
from dxmetrics.workbook.choices import read_answer_pair, read_choice, read_yes_no
from dxmetrics.workbook.dates import read_day
from dxmetrics.workbook.legacy import is_garbled
from dxmetrics.workbook.model import Cell, day_of_serial
from dxmetrics.workbook.numbers import read_number
from dxmetrics.workbook.text import clean, one_line
from dxmetrics.workbook.words import Words

Value = Decimal | bool | str | date
State = Literal["given", "missing", "not_applicable"]
PERCENT = "%"
_SERIAL_DAYS = range(20_000, 80_000)
_MOBILE_DIGITS = 9


class Parsed(NamedTuple):
    """What a cell says. A value is there exactly when the state is ``given``; findings have no address yet.

    A cell with an error finding is ``missing``: nothing of it is loaded.
    """

    state: State = "missing"
    value: Value | None = None
    findings: tuple[Finding, ...] = ()


class Context(NamedTuple):
    """What parsing a cell may need beside it: the vocabulary, the element's list, the text of the cell above (ditto)."""

    words: Words
    choices: tuple[EnumValue, ...] = ()
    above: str = ""


def parse(cell: Cell | None, element: DataElement, context: Context) -> Parsed:
    """The value of ``cell`` for ``element``; ``None`` stands for an empty cell."""
    if cell is None or (cell.kind == "text" and not one_line(cell.text)):
        return Parsed()
    if cell.kind == "error":
        return _fault("value.error_cell", cell)
    if cell.kind == "formula":
        return _fault("value.formula_blank", cell)
    text = one_line(cell.text)
    if cell.kind == "text" and is_garbled(text):
        return _fault("value.garbled", cell)
    if cell.kind == "text" and text in context.words.not_applicable and not read_choice(text, context.choices).value:
        return Parsed("not_applicable")
    blank = _blank(cell, text, element, context.words)
    return blank or _PARSERS[element.value_type](cell, element, context)


def _blank(cell: Cell, text: str, element: DataElement, words: Words) -> Parsed | None:
    """Marks for nothing. In a yes/no or a list the word may be an answer, in free text only the bare sign is nothing."""
    if cell.kind != "text":
        return None
    if text in words.silent_blanks:
        return Parsed()
    if element.value_type == "ref":
        return _fault("value.no_document", cell, "note") if text in words.no_document else None
    counts = element.value_type in ("int", "decimal", "date")
    if text in words.asked_blanks and (counts or not any(char.isalnum() for char in text)):
        return _fault("value.dash", cell, "warning")
    return None


def _fault(code: str, cell: Cell, severity: Severity = "error", /, **params: object) -> Parsed:
    return Parsed(findings=(_finding(code, cell, severity, **params),))


def _finding(code: str, cell: Cell, severity: Severity = "error", /, **params: object) -> Finding:
    return Finding(code, severity, found=cell.formula if cell.kind == "formula" else cell.text, params=params)


def _given(value: Value, *findings: Finding) -> Parsed:
    return Parsed("given", value, findings)


# Numbers


def _number(cell: Cell, element: DataElement, context: Context) -> Parsed:
    if cell.kind == "date":
        return _date_for_number(cell)
    if cell.kind == "bool":
        return _fault("value.not_a_number", cell, unit=element.unit_vi)
    if cell.kind == "number":
        return _stored_number(cell, element)
    found = read_number(one_line(cell.text), element.unit_vi, context.words)
    if found.fault:
        return _fault(found.fault, cell, unit=element.unit_vi, **found.params)
    if found.percent and element.unit_vi != PERCENT:
        return _fault("value.percent", cell, unit=element.unit_vi)
    notes = () if found.plain else (_finding("value.read_as", cell, "note", read=_shown(found.value)),)
    return _within(found.value, cell, element, notes)


def _stored_number(cell: Cell, element: DataElement) -> Parsed:
    value = Decimal(plain_number(cell.number))
    if not cell.is_percent:
        return _within(value, cell, element)
    if element.unit_vi != PERCENT:
        return _fault("value.percent", cell, unit=element.unit_vi)
    return _within(Decimal(plain_number(cell.number * 100)), cell, element)


def _within(value: Decimal, cell: Cell, element: DataElement, notes: tuple[Finding, ...] = ()) -> Parsed:
    """Counts are whole, nothing is negative; a share up to 1 may be a hundredth (E.1 #5)."""
    if value < 0:
        return _fault("value.negative", cell, unit=element.unit_vi)
    if element.value_type == "int" and value != value.to_integral_value():
        return _fault("value.not_whole", cell, unit=element.unit_vi, thousand=_shown(value * 1000))
    if element.unit_vi == PERCENT and 0 < value <= 1 and "%" not in cell.text:
        notes = (*notes, _finding("value.percent_scale", cell, "warning", hundred=_shown(value * 100)))
    return _given(value, *notes)


def _date_for_number(cell: Cell) -> Parsed:
    """Excel turned "10/12" into a day: only the sender knows whether 10 of 12 was meant."""
    day = cell.day
    return _fault("value.date_for_number", cell, part=str(day.day), whole=str(day.month))


def _shown(value: Decimal) -> str:
    return plain_number(float(value))


# Answers


def _yes_no(cell: Cell, element: DataElement, context: Context) -> Parsed:
    answer = read_yes_no(cell, context.words)
    if answer is None:
        return _fault("value.not_yes_no", cell)
    official = (context.words.official_yes, context.words.official_no)
    plain = cell.kind == "text" and one_line(cell.text).casefold() in (word.casefold() for word in official)
    read = official[0] if answer else official[1]
    return _given(answer, *(() if plain else (_finding("value.read_as", cell, "note", read=read),)))


def _listed(cell: Cell, element: DataElement, context: Context) -> Parsed:
    choice = read_choice(one_line(cell.text), context.choices)
    if choice.value is None:
        names = "; ".join(item.name_vi for item in context.choices)
        if choice.suggestion:
            return _fault("value.misspelt_choice", cell, choices=names, suggestion=choice.suggestion)
        return _fault("value.not_in_list", cell, choices=names)
    if one_line(cell.text) in context.words.hedged:
        return _given(choice.value.code, _finding("value.hedged", cell, "warning", read=choice.value.name_vi))
    notes = () if choice.exact else (_finding("value.read_as", cell, "note", read=choice.value.name_vi),)
    return _given(choice.value.code, *notes)


def parse_pair(yes: Cell | None, no: Cell | None, context: Context) -> Parsed:
    """A yes/no answered by a mark in one of two columns; a mark in both, or in neither, says nothing (E.2 #16)."""
    answer = read_answer_pair(yes, no, context.words)
    if answer is None:
        found = " | ".join(one_line(cell.text) if cell else "" for cell in (yes, no))
        return Parsed(findings=(Finding("value.answer_pair", "error", found=found if yes or no else ""),))
    official = context.words.official_yes if answer else context.words.official_no
    return _given(answer, _finding("value.read_as", yes if answer else no, "note", read=official))


def merged(cell: Cell, element: DataElement) -> Parsed:
    """A place covered by the merge of ``cell``: a text is meant for all its rows, a number for nobody knows which."""
    if element.value_type in ("text", "ref") and cell.kind == "text":
        text = clean(cell.text)
        return _given(text, _finding("value.read_as", cell, "note", read=text))
    return _fault("value.merged", cell, first=cell.ref)


# Text and days


def _text(cell: Cell, element: DataElement, context: Context) -> Parsed:
    if cell.kind == "number":
        return _number_as_text(cell, element)
    text = clean(cell.text)
    if text in context.words.ditto:
        above = clean(context.above)
        return (
            _given(above, _finding("value.ditto", cell, "note", read=above))
            if above
            else _fault("value.ditto_alone", cell)
        )
    if cell.kind == "date" and element.value_type == "ref":
        return _fault("value.date_for_document", cell)
    return _given(text)


def _number_as_text(cell: Cell, element: DataElement) -> Parsed:
    """A phone number typed into a General cell has lost its leading 0 (E.1 #11)."""
    text = plain_number(cell.number)
    if element.personal and len(text) == _MOBILE_DIGITS:
        return _given("0" + text, _finding("value.read_as", cell, "note", read="0" + text))
    return _given(text)


def _day(cell: Cell, element: DataElement, context: Context) -> Parsed:
    if cell.kind == "date":
        return _given(cell.day)
    if cell.kind == "number" and cell.number in _SERIAL_DAYS:
        day = cell.day or day_of_serial(cell.number).date()
        return _given(day, _finding("value.read_as", cell, "note", read=day.strftime("%d/%m/%Y")))
    found = read_day(one_line(cell.text))
    return _given(found.day) if found.day else _fault(found.fault, cell)


_PARSERS: dict[str, Callable[[Cell, DataElement, Context], Parsed]] = {
    "int": _number,
    "decimal": _number,
    "bool": _yes_no,
    "enum": _listed,
    "text": _text,
    "ref": _text,
    "date": _day,
}
