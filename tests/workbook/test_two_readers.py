"""Sheets that are read by a pattern give what expat gives, cell by cell; what the pattern can't prove goes to expat.

Habits (habit_world), mutations (test_mutations) and LibreOffice's files meet both readers where they are read.
"""

from __future__ import annotations

import random
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dxmetrics.findings import Finding
from dxmetrics.workbook.guard import Limits, Package
from tests.helpers.books import edited
from tests.helpers.hostile import hostile_files
from tests.helpers.two_readers import agree, outcome, sheets_left_to_expat, with_parts

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "sample_data" / "returns").rglob("*.xlsx"))
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}">'
SHEET, STRINGS, STYLES, BOOK = (
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/workbook.xml",
)
CELLS = (
    '<row r="1" spans="1:3"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="2"/><c r="C1"><v>1.5</v></c></row>'
    '<row r="2" ht="15" customHeight="1"><c r="A2" t="str"><f>B2&amp;"x"</f><v>a &lt; b</v></c>'
    '<c r="B2" t="b"><v>1</v></c><c r="C2" t="e"><v>#REF!</v></c></row>'
    '<row r="4"><c r="A4" t="inlineStr"><is><t xml:space="preserve"> xã </t></is></c><c r="B4"><f>A1</f></c></row>'
)
TAIL = '<mergeCells count="1"><mergeCell ref="A6:B7"/></mergeCells></worksheet>'
PIECES = (
    *(
        "<!-- -->",
        "<!--",
        "-->",
        "<![CDATA[7]]>",
        "]]>",
        "<?pi?>",
        "&#49;",
        "&amp;",
        "&a;",
        "&",
        "<",
        ">",
        '"',
        "'",
        "/",
    ),
    *("\r", "\n", " ", "\t", "\x00", "\x0b", "\x7f", "\ufffe", "\u00a0", "_x0041_", "1", "-1", "0", "Z", "é", "_"),
    *(' r="9"', ' r="B3"', ' s="1"', ' t="s"', ' t="n"', ' t="d"', ' hidden="1"', ' hidden="false"', ' xmlns="urn:x"'),
    *(' x14ac:dyDescent="0.2"', ' xml:space="preserve"', ' xmlns:x14ac="urn:y"', "<c/>", '<c r="D9"><v>5</v></c>'),
    *(
        "<row>",
        "</row>",
        '<row r="8"/>',
        "<v>3</v>",
        "<v/>",
        "<v></v>",
        "<f/>",
        "<is><t>q</t></is>",
        "</c>",
        "<t>r</t>",
    ),
    *(
        "<sheetData>",
        "</sheetData>",
        "<sheetData/>",
        '<cols><col min="1" max="2" hidden="1"/></cols>',
        "<r><t>z</t></r>",
    ),
    *(
        "<rPh><t>p</t></rPh>",
        "<si><t>new</t></si>",
        "<si/>",
        "<!DOCTYPE x>",
        "dx.cells",
        "\ufeff",
        "<x:c xmlns:x='u'/>",
    ),
)


@pytest.fixture(scope="module")
def small(district_return: bytes) -> bytes:
    """A return's package with one small sheet of its own, to be spoilt a thousand times."""
    strings = f'<sst xmlns="{MAIN}" count="1" uniqueCount="2"><si><t>Mã &amp; tên</t></si><si><t>_x0041_</t></si></sst>'
    sheet = f"{HEAD}<sheetData>{CELLS}</sheetData>{TAIL}"
    book = re.sub(rb"(<sheets>.*?/>).*?</sheets>", rb"\1</sheets>", _part(district_return, BOOK))
    parts = {SHEET: sheet.encode(), STRINGS: strings.encode(), BOOK: book}
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name in ("_rels/.rels", "xl/_rels/workbook.xml.rels", BOOK, STYLES, STRINGS, SHEET):
            made.writestr(name, parts.get(name) or _part(district_return, name))
    return buffer.getvalue()


def _part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(name)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_sample_returns_are_read_by_the_pattern_and_the_same(path: Path) -> None:
    data = path.read_bytes()
    assert sheets_left_to_expat(data) == []
    assert agree(data).sheets


def test_there_are_samples() -> None:
    assert len(SAMPLES) > 100


def test_what_openpyxl_saves_is_read_the_same(district_return: bytes) -> None:
    """By the pattern or, where lxml is there and openpyxl writes letters as numbers, by expat."""
    assert agree(edited(district_return, lambda made: None)).sheets


@pytest.mark.parametrize("story", hostile_files(b""))
def test_hostile_files_get_the_same(story: str, district_return: bytes) -> None:
    agree(hostile_files(district_return)[story]())


def test_the_small_workbook_is_read_by_the_pattern(small: bytes) -> None:
    assert sheets_left_to_expat(small) == []
    cells = {cell.ref: (cell.text, cell.kind, cell.formula) for cell in agree(small).sheets[0].cells}
    assert cells == {
        "A1": ("Mã & tên", "text", None),
        "C1": ("1.5", "number", None),
        "A2": ("a < b", "text", '=B2&"x"'),
        "B2": ("TRUE", "bool", None),
        "C2": ("#REF!", "error", None),
        "A4": (" xã ", "text", None),
        "B4": ("", "formula", "=A1"),
    }


ODD = {
    "a comment": "<!-- -->",
    "CDATA": '<row r="9"><c r="A9" t="str"><v><![CDATA[7]]></v></c></row>',
    "a character reference": '<row r="9"><c r="A9" t="str"><v>&#49;</v></c></row>',
    "a carriage return": '<row r="9"><c r="A9" t="str"><v>a\rb</v></c></row>',
    "a hidden row": '<row r="9" hidden="1"><c r="A9"><v>1</v></c></row>',
    "a row without its number": '<row><c r="A9"><v>1</v></c></row>',
    "a cell without its place": '<row r="9"><c><v>1</v></c></row>',
    "an attribute twice": '<row r="9" ht="1" ht="2"><c r="A9"><v>1</v></c></row>',
    "an attribute nobody knows": '<row r="9" odd="1"><c r="A9"><v>1</v></c></row>',
    "another name space": '<row r="9" xmlns="urn:x"><c r="A9"><v>1</v></c></row>',
    "a prefix nobody declared": '<row r="9" x14ac:dyDescent="0.2"><c r="A9"><v>1</v></c></row>',
    "rich text": '<row r="9"><c r="A9" t="inlineStr"><is><r><t>a</t></r></is></c></row>',
    "a string the file does not have": '<row r="9"><c r="A9" t="s"><v>99</v></c></row>',
    "a letter XML forbids": '<row r="9"><c r="A9" t="str"><v>\x01</v></c></row>',
}


@pytest.mark.parametrize("story", ODD)
def test_what_is_odd_is_left_to_expat(story: str, small: bytes) -> None:
    sheet = (HEAD + f"<sheetData>{CELLS}{ODD[story]}</sheetData>" + TAIL).encode()
    data = with_parts(small, {SHEET: sheet})
    assert sheets_left_to_expat(data) != []
    agree(data)


def test_a_declared_prefix_and_rows_out_of_order_are_plain(small: bytes) -> None:
    head = HEAD.replace("<worksheet", '<worksheet xmlns:x14ac="urn:y"')
    rows = (
        '<row r="9" x14ac:dyDescent="0.2"><c r="B9"><v>2</v></c><c r="A9"><v>1</v></c></row>' + CELLS + '<row r="8"/>'
    )
    data = with_parts(small, {SHEET: (head + f"<sheetData>{rows}</sheetData>" + TAIL).encode()})
    assert sheets_left_to_expat(data) == []
    assert [cell.ref for cell in agree(data).sheets[0].cells][-2:] == ["A9", "B9"]


@pytest.mark.parametrize("place", ["before", "after"])
def test_hidden_columns(place: str, small: bytes) -> None:
    """Columns after the cells (no program writes them so) hide nothing; expat decides that."""
    cols = '<cols><col min="1" max="2" hidden="1"/></cols>'
    around = (cols, "") if place == "before" else ("", cols)
    sheet = f"{HEAD}{around[0]}<sheetData>{CELLS}</sheetData>{around[1]}{TAIL}".encode()
    data = with_parts(small, {SHEET: sheet})
    hidden = {cell.ref for cell in agree(data).sheets[0].cells if cell.hidden}
    assert hidden == ({"A1", "A2", "B2", "A4", "B4"} if place == "before" else set())
    assert bool(sheets_left_to_expat(data)) == (place == "after")


@settings(max_examples=1500, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    part=st.sampled_from((SHEET, SHEET, SHEET, STRINGS, STYLES, BOOK)),
    edits=st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 12), st.sampled_from(("", *PIECES))), min_size=1, max_size=3
    ),
)
def test_spoilt_xml_gets_the_same(part: str, edits: list[tuple[float, int, str]], small: bytes) -> None:
    """Anywhere in a part some bytes go and others come: the same cells, or the same refusal, both ways."""
    text = _part(small, part)
    for share, gone, piece in edits:
        at = int(share * len(text))
        text = text[:at] + piece.encode() + text[at + gone :]
    agree(with_parts(small, {part: text}))


TAGS = (
    "<v>",
    "</v>",
    "</c>",
    "</row>",
    "<row ",
    "<c ",
    ' s="',
    ' t="',
    ' r="',
    "<f>",
    "<is>",
    "<t ",
    "</t>",
    "<sheetData>",
)


@settings(max_examples=1500, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    tag=st.sampled_from(TAGS),
    seed=st.integers(0, 99),
    piece=st.sampled_from(PIECES),
    behind=st.booleans(),
    gone=st.booleans(),
)
def test_spoilt_tags_get_the_same(tag: str, seed: int, piece: str, behind: bool, gone: bool, small: bytes) -> None:
    """The same where it hurts: at the tags and attributes of the cells."""
    text = _part(small, SHEET).decode()
    places = [at for at in range(len(text)) if text.startswith(tag, at)]
    at = random.Random(seed).choice(places)
    start, end = (at + len(tag), at + len(tag)) if behind else (at, at + len(tag) if gone else at)
    agree(with_parts(small, {SHEET: (text[:start] + piece + text[end:]).encode()}))


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(at=st.floats(0, 1), value=st.integers(0, 255))
def test_spoilt_archives_get_the_same(at: float, value: int, small: bytes) -> None:
    """One byte of the zip file itself: checksums, sizes, names and the packed data are judged alike."""
    place = int(at * (len(small) - 1))
    agree(small[:place] + bytes((value,)) + small[place + 1 :])


def test_a_part_that_lies_about_its_size_is_never_taken_whole(small: bytes) -> None:
    lying = bytearray(small)
    directory = lying.rfind(b"PK\x01\x02", 0, lying.rfind(SHEET.encode()))
    with zipfile.ZipFile(BytesIO(small)) as archive:
        size = archive.getinfo(SHEET).file_size
    lying[directory + 24 : directory + 28] = (size - 10).to_bytes(4, "little")
    assert Package(small, Limits()).whole(SHEET) is not None
    assert Package(bytes(lying), Limits()).whole(SHEET) is None
    assert isinstance(outcome(bytes(lying)), Finding)
    agree(bytes(lying))
