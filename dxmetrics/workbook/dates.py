"""A day as Vietnamese offices write it: the day always first (excel-habits.md E.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_NUMERIC = re.compile(r"(?:\D{1,5} )?(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
# "ngày 10 tháng 4 năm 2024": any three words, so that accents and typing slips don't matter.
_WORDS = re.compile(r"[^\W\d]+\s+(\d{1,2})\s+[^\W\d]+\s+(\d{1,2})\s+[^\W\d]+\s+(\d{4})")
_MONTH = re.compile(r"(?:\D{1,8})?(\d{1,2})\s*[/.\-]\s*(\d{4})")
_SANE_YEARS = range(1990, 2100)


@dataclass(frozen=True)
class DayText:
    """The day a text names, or the ``fault``'s code."""

    day: date | None = None
    fault: str = ""


def read_day(text: str) -> DayText:
    """Read cleaned, one-line text."""
    if match := _ISO.fullmatch(text):
        return _build(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMERIC.fullmatch(text) or _WORDS.fullmatch(text):
        year = int(match[3])
        return _build(year + 2000 if year < 100 else year, int(match[2]), int(match[1]))
    return DayText(fault="value.day_missing" if _MONTH.fullmatch(text) else "value.not_a_date")


def _build(year: int, month: int, day: int) -> DayText:
    try:
        return DayText(date(year, month, day)) if year in _SANE_YEARS else DayText(fault="value.not_a_date")
    except ValueError:
        return DayText(fault="value.no_such_day")
