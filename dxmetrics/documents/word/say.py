"""Sentences of the documents, filled in: numbers and dates the Vietnamese way, lists of names, nothing that breaks the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from dxmetrics.catalog.model import OrgUnit
from dxmetrics.catalog.wording import Wording
from dxmetrics.periods import Period
from dxmetrics.text import Words
from dxmetrics.text.numbers import number, percent
from dxmetrics.text.quarters import ROMAN

LANGUAGE = "vi"
"""Documents are official: in Vietnamese only."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BLANKS = re.compile(r"\s+")


class Say:
    """``say("report.intro", …)``: a sentence of documents.toml with its words filled in."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self._words = Words(LANGUAGE, wording.sentences)

    def __call__(self, key: str, **params: object) -> str:
        return self._words(key, **params)

    def lines(self, key: str, **params: object) -> tuple[str, ...]:
        """A list of lines, each filled in."""
        return tuple(Words(LANGUAGE, {key: line})(key, **params) for line in self.wording.lists[key])

    def quarter(self, period: Period) -> str:
        return self("quarter.long", roman=ROMAN[period.quarter - 1], year=str(period.year))

    def short_quarter(self, period: Period) -> str:
        return self("quarter.short", roman=ROMAN[period.quarter - 1], year=str(period.year))

    def some(self, names: Sequence[str], most: int) -> str:
        """The first few names, and how many more there are."""
        shown = ", ".join(names[:most])
        return self("shared.and_more", names=shown, count=len(names) - most) if len(names) > most else shown

    def letter(self, place: int) -> str:
        """The letter of the item at this place, counted from 0, in the Vietnamese alphabet."""
        letters = self("shared.letters").split()
        return letters[place % len(letters)]

    def addressee(self, unit: OrgUnit) -> str:
        """How a letter addresses a unit."""
        return self(f"addressee.{unit.level}", name=unit.name_vi, name_lower=lower_first(unit.name_vi))


def sound(text: str) -> str:
    """The text without characters a document can't hold."""
    return _NOT_XML.sub(" ", text)


def clean(text: object) -> str:
    """A text of others on one line, without characters a document can't hold."""
    return _BLANKS.sub(" ", sound(str(text))).strip()


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def share(value: object) -> str:
    """A percentage with its sign."""
    return percent(None if value is None else float(value), LANGUAGE)


def plain(value: object, decimals: int = 1) -> str:
    """A number the Vietnamese way."""
    return number(None if value is None else float(value), LANGUAGE, decimals)


def day(value: date | datetime) -> str:
    """A date in a running text: 10/4/2024, the day with a nought below 10, the month below 3 (Decree 30)."""
    month = f"{value.month:02d}" if value.month < 3 else str(value.month)
    return f"{value.day:02d}/{month}/{value.year}"


def joined(parts: Iterable[str]) -> str:
    return "; ".join(parts)
