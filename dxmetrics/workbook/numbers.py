"""A number as Vietnamese offices write it in text: dots group, a comma is decimal, and two meanings are never guessed.

Rules: excel-habits.md E.1, rows 1-3, 6-8, 10-12.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from dxmetrics.workbook.words import Words, word_key

_TOKEN = re.compile(r"[0-9](?:[0-9.,]|(?<=[0-9]) (?=[0-9]))*")
_GROUPED = {sign: re.compile(rf"[0-9]{{1,3}}(?:{re.escape(sign)}[0-9]{{3}})+") for sign in (".", ",", " ")}
_FRACTION = re.compile(r"([0-9]+)\s*/\s*([0-9]+)")
_NEGATIVE = re.compile(r"[-\u2212\u2013]\s*[0-9]|\(\s*[0-9][^)]*\)$")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class NumberText:
    """What a text says as a number: ``value`` and how (``notes``), or the ``fault``'s code with its facts."""

    value: Decimal | None = None
    percent: bool = False
    fault: str = ""
    plain: bool = True
    params: dict[str, object] = field(default_factory=dict)


def read_number(text: str, unit: str, words: Words) -> NumberText:
    """Read cleaned, one-line text. ``unit`` is the element's unit word; ``plain`` is False when something was normalised."""
    if fault := _shape_fault(text, words):
        return fault
    tokens = _TOKEN.findall(text)
    token = tokens[0].rstrip(" ")
    value = read_digits(token)
    if value is None:
        return _asks(token) if _GROUPED[","].fullmatch(token) else _not_a_number()
    rest = text[text.index(token) + len(token) :].strip()
    if text.index(token) > 0:
        return _not_a_number()
    return _with_unit(value, token, rest, unit, words)


def read_digits(token: str) -> Decimal | None:
    """Digits with dots, commas or blanks → the number; None when it has two meanings or none ("1,234", "10.4.2024")."""
    if token.isdecimal():
        return Decimal(token)
    if " " in token:
        head, mark, tail = token.partition(",")
        joined = head.replace(" ", "")
        return read_digits(joined + mark + tail) if _GROUPED[" "].fullmatch(head) and len(tail) != 3 else None
    dots, commas = token.count("."), token.count(",")
    if dots and commas:
        return _both_marks(token)
    return _one_mark(token, "." if dots else ",", dots or commas)


def _both_marks(token: str) -> Decimal | None:
    decimal = max(".,", key=token.rfind)
    grouping = "," if decimal == "." else "."
    head, _, tail = token.rpartition(decimal)
    if not tail or not _GROUPED[grouping].fullmatch(head):
        return None
    return Decimal(f"{head.replace(grouping, '')}.{tail}")


def _one_mark(token: str, mark: str, count: int) -> Decimal | None:
    if count > 1:
        return Decimal(token.replace(mark, "")) if _GROUPED[mark].fullmatch(token) else None
    head, _, tail = token.partition(mark)
    if not head or not tail:
        return None
    if _GROUPED[mark].fullmatch(token) and int(head) > 0:
        # "1.234" groups in Vietnamese; "1,234" is a Vietnamese decimal and an English thousand: ask.
        return Decimal(head + tail) if mark == "." else None
    return Decimal(f"{head}.{tail}")


def _shape_fault(text: str, words: Words) -> NumberText | None:
    """Faults of the text as a whole: no number, several, an estimate, a ratio, a negative."""
    tokens = _TOKEN.findall(text)
    if not tokens:
        return _not_a_number()
    if fraction := _FRACTION.fullmatch(text):
        return NumberText(fault="value.ratio", params={"part": fraction[1], "whole": fraction[2]})
    if _NEGATIVE.match(text):
        return NumberText(fault="value.negative") if len(tokens) == 1 else NumberText(fault="value.approximate")
    if _is_approximate(text, words):
        return NumberText(fault="value.approximate")
    return NumberText(fault="value.several_numbers") if len(tokens) > 1 else None


def _is_approximate(text: str, words: Words) -> bool:
    if any(sign in text for sign in words.approximate_signs) or re.search(r"[0-9]\s*[-\u2013\u2014]\s*[0-9]", text):
        return True
    parts = _WORD.findall(text)
    pairs = (" ".join(pair) for pair in pairwise(parts))
    return any(word in words.approximate for word in (*parts, *pairs))


def _with_unit(value: Decimal, token: str, rest: str, unit: str, words: Words) -> NumberText:
    plain = "." not in token and " " not in token
    if not rest:
        return NumberText(value, plain=plain)
    if rest == "%":
        return NumberText(value, percent=True)
    if rest in words.other_scales or not _same_unit(rest, unit, words):
        return NumberText(fault="value.other_unit", params={"word": rest})
    return NumberText(value, plain=False)


def _same_unit(word: str, unit: str, words: Words) -> bool:
    known = words.units.get(word_key(unit))
    return word_key(word) == word_key(unit) or (known is not None and word in known)


def _not_a_number() -> NumberText:
    return NumberText(fault="value.not_a_number")


def _asks(token: str) -> NumberText:
    return NumberText(fault="value.two_meanings", params={"thousands": token.replace(",", ""), "decimal": token})
