"""Files that are broken a little: marking refuses them or gives back the very cells the reader saw, and never stumbles."""

import io
import random
import re
import zipfile

import pytest

from dxmetrics.findings import Finding
from dxmetrics.workbook.cells import read_workbook
from dxmetrics.workbook.guard import Refused
from dxmetrics.workbook.marking import mark_workbook
from dxmetrics.workbook.own_marks import is_list_sheet
from tests.helpers.books import book

FACTS = {"element": "D01", "name": "x", "unit": "người"}
PLACES = ("B2", "C9", "XFD1048576", "A0", "ZZZZ9", "A1:B2", "")
FOUND = [
    *(Finding("value.not_a_number", "error", "Bảng", cell, "abc", FACTS) for cell in PLACES),
    Finding("value.not_a_number", "warning", "Không có", "A1", "abc", FACTS),
]
ATTRIBUTE = re.compile(rb' (?:[a-z]+:)?[A-Za-z]+="([^"]*)"')
ELEMENT = re.compile(rb"<(\w+)[^<>]*>[^<]*</\1>|<[^<>/!?]+/>")
ODD = (b"", b"-1", b"99999999999", b"x", b"A1", b"$B$2", b"b2", b"0", b"rId1")


def mutated(part: bytes, chance: random.Random) -> bytes:
    """A byte, an attribute's value, or an element changed, left out or doubled."""
    kind = chance.choice(("byte", "value", "drop", "double"))
    found = list((ATTRIBUTE if kind == "value" else ELEMENT).finditer(part))
    if kind == "byte" or not found:
        at = chance.randrange(len(part))
        return part[:at] + bytes([chance.randrange(256)]) + part[at + 1 :]
    match = chance.choice(found)
    if kind == "value":
        return part[: match.start(1)] + chance.choice(ODD) + part[match.end(1) :]
    return part[: match.start()] + match[0] * (0 if kind == "drop" else 2) + part[match.end() :]


def broken(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(chance.randint(1, 3)):
        name = chance.choice(sorted(parts))
        parts[name] = mutated(parts[name], chance) if parts[name] else b""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def seen(data: bytes) -> list[tuple]:
    """What the reader sees of the sender's own sheets, looks aside."""
    return [cell[:6] for sheet in read_workbook(data).sheets if not is_list_sheet(sheet.name) for cell in sheet.cells]


@pytest.mark.parametrize("seed", range(8))
def test_a_broken_file_is_refused_or_marked_without_changing_a_cell(seed: int) -> None:
    chance = random.Random(seed)
    fresh = book(Bảng="1 | 2 | =A1\n3 | abc | 2024-12-10", Khác="'x | 98%")
    marked = mark_workbook(fresh, FOUND)
    for _ in range(40):
        data = broken(chance.choice((fresh, marked)), chance)
        try:
            before, copy = seen(data), mark_workbook(data, FOUND)
        except Refused:
            continue
        assert seen(copy) == before
