"""How wide a table's columns are: heads and short values whole at 1280 px, and no more columns at once than fit there."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import numpy as np
import pandas as pd

from dxmetrics.documents.tables import Column

ROOM = 845
"""Pixels of a table beside the list of pages on a screen of 1280."""
_PHONE = 350
_CHOICE, _PADDING = 35, 18
_SHORT, _LONG, _WISHED, _LEAST = 240, 260, 300, 140
_GIVES, _FEWEST, _LEAST_NAME = 160, 110, 100
_A_CHAR, _TEXTS = 7, 20_000
_MOST, _UNFILLED = 0.9, 22
_USUAL = 6.8
# Source Sans at the size of a table's text, measured in Chromium: pixels, and the characters that wide.
_WIDTHS = {
    2.5: " ", 3.3: "ij|',.:;Il·", 4.1: "!()-[]ft{}/r", 5.5: "*?csz", 6.0: "JYvxy", 8.0: "BKPRdpq&DG✓●○▲△↑▼◆", 8.5: "HNOQU",
    9.7: "MwW", 11.0: "%@m✕", 12.0: "◐◔…",
}  # fmt: skip
_WIDTH_OF: Mapping[str, float] = {char: width for width, chars in _WIDTHS.items() for char in chars}
Writer = Callable[[object], str]


@lru_cache(maxsize=_TEXTS)
def text_width(text: str) -> float:
    """Pixels a text takes in a table."""
    plain = (char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return sum(_WIDTH_OF.get(char, _USUAL) for char in plain)


def widths(
    columns: Sequence[Column], rows: pd.DataFrame, writers: Mapping[str, Writer], *, room: int, broken: bool = False
) -> dict[str, tuple[int, int]]:
    """Pixels of each column: what it needs (its head, its short values), and what it would like (its own width).

    Where a little is missing for all to stand side by side, longer texts need less; ``broken``: texts may take
    several lines, so that all but short ones need little and the longest gets the room.
    """
    found, least = {}, {}
    for column in columns:
        longest = _longest(rows[column.key], writers.get(column.key))
        head, whole = text_width(column.label) + _PADDING, longest + _PADDING
        short = _LEAST if broken and column.kind == "text" else _SHORT
        value = whole if longest <= short else short if longest <= _LONG else _LEAST
        needed = round(max(head, value))
        wished = needed if broken and longest <= _LONG else min(whole, max((column.width or 0) * _A_CHAR, _WISHED))
        found[column.key] = (needed, max(needed, round(wished)))
        least[column.key] = round(max(head, _FEWEST)) if whole > _GIVES else needed
    missing = sum(needed for needed, _ in found.values()) - room
    spare = sum(needed - least[key] for key, (needed, _) in found.items())
    if not 0 < missing <= spare:
        return found
    cut = {key: -(-missing * (needed - least[key]) // spare) for key, (needed, _) in found.items()}
    return {key: (needed - cut[key], wished) for key, (needed, wished) in found.items()}


def in_turns(found: Mapping[str, tuple[int, int]], lead: int, *, room: int) -> list[list[str]]:
    """The columns as they are shown at once: the first ``lead`` each time, then as many as fit; mostly one turn."""
    keys, needed = list(found), {key: width for key, (width, _) in found.items()}
    fixed, rest = keys[:lead], keys[lead:]
    beside = room - sum(needed[key] for key in fixed)
    turns = _filled(rest, needed, beside)
    if len(turns) > 1:  # as even as they get
        even = sum(needed[key] for key in rest) / len(turns)
        evened = _filled(rest, needed, min(beside, even + max(needed[key] for key in rest) / 2))
        turns = evened if len(evened) == len(turns) else turns
    return [[*fixed, *turn] for turn in turns]


def fitted(found: Mapping[str, tuple[int, int]], keys: Sequence[str], *, room: int) -> dict[str, int]:
    """Pixels of these columns: as wished where there is room, else less of what they only wish."""
    needed = sum(found[key][0] for key in keys)
    wished = sum(found[key][1] for key in keys)
    share = 1.0 if wished <= room else max(0.0, (room - needed) / (wished - needed)) if wished > needed else 0.0
    return {key: found[key][0] + int(share * (found[key][1] - found[key][0])) for key in keys}


def room(selectable: bool) -> int:
    """Pixels for the columns of a table, beside the boxes of one whose rows can be chosen."""
    return ROOM - _CHOICE if selectable else ROOM


def lead(columns: Sequence[Column], found: Mapping[str, tuple[int, int]]) -> int:
    """How many columns say what a row is: up to the first name, which a code or a number may stand before."""
    names = (column.kind == "text" and found[column.key][0] > _LEAST_NAME for column in columns)
    return next((place for place, is_name in enumerate(names, 1) if is_name), 1)


def goes_on(wide: Mapping[str, int]) -> bool:
    """Whether a table of these columns is wider than a phone."""
    return sum(wide.values()) > _PHONE


def lines(rows: pd.DataFrame, pixels: Mapping[str, int]) -> int:
    """How many lines the texts of these columns take when they are broken; one odd text adds one line at most."""
    most, usual = 1, 1
    for key in pixels:
        if not pd.api.types.is_numeric_dtype(rows[key]):
            needed = [_lines(str(text), pixels[key] - _PADDING) for text in rows[key]]
            most = max(most, *needed)
            usual = max(usual, math.ceil(float(np.quantile(needed, _MOST))))
    return min(most, usual + 1)


def _lines(text: str, room: int) -> int:
    """Lines of a text: words don't fill a line to its end (a narrow one by half), but a text that fits takes one."""
    size = text_width(text)
    return 1 if size <= room else math.ceil(size / max(room - _UNFILLED, room / 2))


def _filled(keys: Sequence[str], needed: Mapping[str, int], room: float) -> list[list[str]]:
    """The keys in turns of no more than this width, but of one at least."""
    turns: list[list[str]] = [[]]
    used = 0
    for key in keys:
        if turns[-1] and used + needed[key] > room:
            turns.append([])
            used = 0
        turns[-1].append(key)
        used += needed[key]
    return turns


def _longest(values: pd.Series, writer: Writer | None) -> float:
    """Pixels of the longest value; of numbers the largest and the smallest are looked at."""
    known = values.dropna()
    if known.empty:
        return 0.0
    if writer is not None and pd.api.types.is_numeric_dtype(known):
        return max(text_width(writer(value)) for value in (known.max(), known.min()))
    texts = sorted({writer(value) if writer else str(value) for value in known}, key=len)
    return max(map(text_width, texts[-3:]))
