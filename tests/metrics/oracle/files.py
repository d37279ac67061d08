"""Figures straight from the workbooks by openpyxl: codes in one column, answers in another, communes in rows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import openpyxl

from tests.metrics.oracle.facts import Facts, index_of

KAD = "KAD"
Values = dict[tuple[str, str], object]
"""(unit, element) → a number (yes 1, no 0), a text, or KAD."""
_YES, _NO = {"có", "x"}, {"không"}
_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{3})*|\d+)(,\d+)?(\s+\D+)?")


def read_file(path: Path, facts: Facts) -> tuple[str, int, Values]:
    """The unit, the quarter's index and the figures of a workbook."""
    book = openpyxl.load_workbook(path, data_only=True, read_only=True)
    mark = {row[0]: row[1] for row in _rows(book["_dx"])}
    sender, index = mark["unit"], index_of(mark["period"])
    values: Values = {}
    for code, answer, document in _figure_rows(book["Biểu 1"]):
        _put(values, facts, sender, code, answer)
        if facts.elements[code]["document"]:
            _put(values, facts, sender, facts.elements[code]["document"], document)
    if "Biểu 2" in book.sheetnames:
        codes = {unit.split("@")[0]: unit for unit in facts.children(sender, index)}
        for unit, code, answer in _commune_cells(book["Biểu 2"], codes):
            _put(values, facts, unit, code, answer)
    return sender, index, values


def _rows(sheet) -> list[tuple]:
    """All rows, as long as the longest: the fast mode of openpyxl leaves out blanks at the end."""
    rows = list(sheet.iter_rows(values_only=True))
    width = max(map(len, rows))
    return [(*row, *[None] * (width - len(row))) for row in rows]


def _figure_rows(sheet) -> Iterator[tuple]:
    rows = _rows(sheet)
    start = next(place for place, row in enumerate(rows) if "Mã" in row)
    for row in rows[start + 1 :]:
        if isinstance(row[0], int):
            yield row[1], row[5], row[6]


def _commune_cells(sheet, codes: dict[str, str]) -> Iterator[tuple[str, str, object]]:
    rows = _rows(sheet)
    start = next(place for place, row in enumerate(rows) if "Mã xã" in row)
    names = rows[start + 1]
    for row in rows[start + 2 :]:
        if isinstance(row[0], int):
            for name, answer in zip(names[3:], row[3:], strict=True):
                if name:
                    yield codes[str(row[1])], name, answer


def _put(values: Values, facts: Facts, unit: str, code: str, answer: object) -> None:
    if answer is None or str(answer).strip() == "":
        return
    text = unicodedata.normalize("NFC", str(answer)).strip()
    kind = facts.elements[code]["value_type"]
    if text == KAD:
        values[unit, code] = KAD
    elif kind == "bool":
        assert text.lower() in _YES | _NO, (unit, code, text)
        values[unit, code] = float(text.lower() in _YES)
    elif kind in ("int", "decimal"):
        values[unit, code] = float(answer) if isinstance(answer, int | float) else _number(text)
    else:
        values[unit, code] = facts.enum_codes.get((facts.elements[code]["enum"], text), text)


def _number(text: str) -> float:
    """``1.234,5`` or ``12 người`` as Vietnamese write them."""
    match = _NUMBER.fullmatch(text)
    assert match, text
    return float(match[1].replace(".", "") + (match[2] or "").replace(",", "."))
