"""Names of quarters: in full for titles, short for axes and narrow columns."""

from __future__ import annotations

from functools import lru_cache

from dxmetrics.periods import Period
from dxmetrics.text.catalogue import words

ROMAN = ("I", "II", "III", "IV")


def quarter(period: Period | str, language: str) -> str:
    """A quarter by its name in titles and lists."""
    return _name("quarter.long", period, language)


def short_quarter(period: Period | str, language: str) -> str:
    """A quarter for an axis or a narrow column."""
    return _name("quarter.short", period, language)


@lru_cache(maxsize=1024)  # a table names the same few quarters in thousands of rows
def _name(key: str, period: Period | str, language: str) -> str:
    period = Period.parse(period) if isinstance(period, str) else period
    year = str(period.year)
    return words(language)(
        key, roman=ROMAN[period.quarter - 1], number=str(period.quarter), year=year, short_year=year[2:]
    )
