"""Whose return and which quarter, as the printed title says: for files that lost their hidden sheet, and to catch copies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from dxmetrics.catalog.names import plain
from dxmetrics.periods import Period
from dxmetrics.workbook.grid import Grid
from dxmetrics.workbook.text import one_line
from dxmetrics.workbook.words import Words, word_key

_TITLE_ROWS = 15
_LABEL_LENGTH = 200
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_OWN_CODE = re.compile(r"\b(20\d\d)q([1-4])\b")


@dataclass(frozen=True)
class Title:
    """The unit's name as written and the quarter, each with the cell it stands at; empty or None when not said.

    A period line that names no quarter ("6 tháng đầu năm") has its text and cell, and no period.
    """

    unit_text: str = ""
    unit_sheet: str = ""
    unit_cell: str = ""
    period: Period | None = None
    period_text: str = ""
    period_sheet: str = ""
    period_cell: str = ""


def read_title(grids: Iterable[Grid], words: Words) -> Title:
    """The first unit line and the first period line of the sheets, in their order."""
    units, periods = _keys(words.unit_labels), _keys(words.period_labels)
    said = [line for grid in grids for line in _lines(grid, units | periods)]
    unit = next((line for key, line in said if key in units), None)
    lines = [line for key, line in said if key in periods]
    dated = next((line for line in lines if read_quarter(line[0], words)), lines[0] if lines else ("", "", ""))
    return Title(
        *(unit or ("", "", "")),
        period=read_quarter(dated[0], words),
        period_text=dated[0],
        period_sheet=dated[1],
        period_cell=dated[2],
    )


def _lines(grid: Grid, labels: frozenset[str]) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """(label's key, (text after it, sheet, cell)) for each cell of the title that begins with one of the labels."""
    for row in grid.rows():
        if row > _TITLE_ROWS:
            return
        for cell in grid.row_cells(row):
            label, rest = _split(cell.text)
            if label in labels and (said := rest or _right_of(grid, row, cell.col)):
                yield label, (said, grid.name, cell.ref)


def _split(text: str) -> tuple[str, str]:
    """The key of what stands before the colon, and what stands after it."""
    return _short_split(text) if len(text) <= _LABEL_LENGTH else _split_line(text)


def _split_line(text: str) -> tuple[str, str]:
    label, _, rest = one_line(text).partition(":")
    return word_key(label), rest.strip()


_short_split = lru_cache(maxsize=4096)(_split_line)


@cache
def _keys(labels: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(word_key, labels))


def _right_of(grid: Grid, row: int, col: int) -> str:
    return next((one_line(cell.text) for cell in grid.row_cells(row) if cell.col > col), "")


def read_quarter(text: str, words: Words) -> Period | None:
    """``Quý II/2024 (…)``, ``quý 2 năm 2024``, ``Q2/2024``, ``2024Q2`` → the quarter; None when the text names none."""
    bare = plain(text)
    if match := _OWN_CODE.search(bare):
        return Period(int(match[1]), int(match[2]))
    match = _quarter_line(words.quarter_words).search(bare)
    if not match:
        return None
    number = _ROMAN.get(match[1]) or int(match[1])
    return Period(int(match[2]), number)


@cache
def _quarter_line(quarter_words: tuple[str, ...]) -> re.Pattern[str]:
    named = "|".join(re.escape(plain(word)) for word in quarter_words)
    return re.compile(rf"\b(?:{named})\s?(iv|iii|ii|i|[1-4])\b\s*(?:[a-z]+\s)?\s*(20\d\d)\b")
