"""Closed answers: yes/no in the words offices use, and the values of a list with the nearest one as a suggestion."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from dxmetrics.catalog.model import EnumValue
from dxmetrics.workbook.model import Cell
from dxmetrics.workbook.text import one_line
from dxmetrics.workbook.words import Words, word_key


def read_yes_no(cell: Cell, words: Words) -> bool | None:
    """The answer, None when the cell says neither. A number is an answer only as 1 or 0."""
    if cell.kind == "bool":
        return cell.text == "TRUE"
    if cell.kind == "date":
        return None
    text = one_line(cell.text)
    if cell.font in words.symbol_fonts:
        return True if text in words.symbol_yes else False if text in words.symbol_no else None
    if text in words.yes:
        return True
    return False if text in words.no else None


def read_answer_pair(yes: Cell | None, no: Cell | None, words: Words) -> bool | None:
    """The answer of two columns "Có" and "Không" with a mark in one of them; None for both, none, or words that deny it."""
    marks = [cell is not None and one_line(cell.text) not in words.silent_blanks for cell in (yes, no)]
    if marks[0] == marks[1]:
        return None
    marked = yes if marks[0] else no
    # "không" under Không is a mark as good as an x; "không" under Có is not.
    agrees = read_yes_no(marked, words)
    if agrees is None or (agrees is False and marks[0]):
        return None
    return marks[0]


@dataclass(frozen=True)
class Choice:
    """The list's value a text means (``exact``: by its own name or code), or the nearest name as a ``suggestion``."""

    value: EnumValue | None = None
    exact: bool = False
    suggestion: str = ""


def read_choice(text: str, choices: tuple[EnumValue, ...]) -> Choice:
    """Match by name in either language, code, then other words, on the accent-tolerant key."""
    sought = word_key(text)
    if known := _meanings(choices).get(sought):
        return known
    near = get_close_matches(sought, [word_key(item.name_vi) for item in choices], n=1, cutoff=0.7)
    name = next((item.name_vi for item in choices if near and word_key(item.name_vi) == near[0]), "")
    return Choice(suggestion=name)


@lru_cache(maxsize=64)
def _meanings(choices: tuple[EnumValue, ...]) -> dict[str, Choice]:
    """What each known word of a list means, by its key; a name or code goes before another value's other words."""
    found: dict[str, Choice] = {}
    for item in choices:
        for text in (item.name_vi, item.name_en, item.code):
            found.setdefault(word_key(text), Choice(item, exact=True))
    for item in choices:
        for word in item.words:
            found.setdefault(word_key(word), Choice(item))
    return found
