"""Numbers and dates as people write them: ``1.234,5``, ``83,3%``, ``17/06/2024``."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from functools import lru_cache

from babel.numbers import format_decimal

VIETNAM = timezone(timedelta(hours=7))

Number = int | float | Decimal
# What None, float("nan") and the missing values of pandas call themselves.
_MISSING = frozenset({"None", "nan", "NaN", "NaT", "<NA>"})


def number(value: Number | None, language: str, decimals: int = 1) -> str:
    """A number with at most ``decimals`` digits after the comma, none printed for nothing; empty for no value."""
    if _is_missing(value):
        return ""
    return _format(Decimal(str(value)), language, "#" * decimals)


def fixed(value: Number | None, language: str, decimals: int = 1) -> str:
    """A number with exactly ``decimals`` digits, for columns of tabular figures; empty for no value."""
    return "" if _is_missing(value) else _format(Decimal(str(value)), language, "0" * decimals)


def signed(value: Number | None, language: str, decimals: int = 1) -> str:
    """A change with its sign (``+1,2``, ``−0,5``); empty for no value."""
    text = number(abs(value) if not _is_missing(value) else None, language, decimals)
    if not text:
        return ""
    return text if number(value, language, decimals) == number(0, language) else ("+" if value > 0 else "\u2212") + text


def percent(value: Number | None, language: str, decimals: int = 1) -> str:
    """A share already in percent (83.3, metrics.md §2) as ``83,3%``; empty for no value."""
    return number(value, language, decimals) + "%" if not _is_missing(value) else ""


def day(value: date | datetime | None) -> str:
    """``dd/mm/yyyy``, a moment first turned to Vietnam's time; empty for none."""
    if _is_missing(value):
        return ""
    return (_local(value) if isinstance(value, datetime) else value).strftime("%d/%m/%Y")


def moment(value: datetime | None) -> str:
    """``dd/mm/yyyy HH:MM`` in Vietnam's time; empty for none."""
    return "" if _is_missing(value) else _local(value).strftime("%d/%m/%Y %H:%M")


@lru_cache(maxsize=65536)
def _format(value: Decimal, language: str, digits: str) -> str:
    # Babel rounds half to even, as metrics.md compares after rounding to far more digits than are shown here.
    pattern = f"#,##0.{digits}" if digits else "#,##0"
    return format_decimal(value, format=pattern, locale=language)


def _local(value: datetime) -> datetime:
    return value.astimezone(VIETNAM) if value.tzinfo else value


def _is_missing(value: object) -> bool:
    return str(value) in _MISSING or (isinstance(value, float) and math.isinf(value))
