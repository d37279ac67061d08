"""A workbook with the threads of Excel 365 (threadedComments, persons, legacy notes beside them) goes back whole."""

from __future__ import annotations

import io
import posixpath
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from openpyxl.comments import Comment

from dxmetrics.catalog import Catalog
from dxmetrics.text import words
from dxmetrics.workbook.marking import mark_workbook
from dxmetrics.workbook.own_marks import RED
from dxmetrics.workbook.reading import read_return
from tests.helpers.books import edited
from tests.helpers.two_readers import agree

SHEET, PART = "Biểu 1", "xl/worksheets/sheet2.xml"
PERSON, THREAD, OTHER = (f"{{{number}0000000-0000-4000-8000-00000000000{number}}}" for number in (1, 2, 3))
THREADED_NOTE = (
    "[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment.\n\nComment:\n    "
)
TYPES = "http://schemas.microsoft.com/office/2017/10/relationships/"
SPACE = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
THREADS_PART, PERSONS_PART = "xl/threadedComments/threadedComment1.xml", "xl/persons/person.xml"
PERSONS = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<personList xmlns="{SPACE}"><person displayName="Chị Lan" id="{PERSON}"'
    ' userId="lan" providerId="None"/></personList>'
)
HEAD = words("vi")("marking.comment_head")


def threads(places: tuple[str, str]) -> str:
    comments = "".join(
        f'<threadedComment ref="{ref}" dT="2024-06-10T08:00:00.00" personId="{PERSON}" id="{name}"><text>Hỏi lại</text>'
        "</threadedComment>"
        for ref, name in zip(places, (THREAD, OTHER), strict=True)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<ThreadedComments xmlns="{SPACE}">{comments}</ThreadedComments>'


def add_parts(data: bytes, places: tuple[str, str]) -> bytes:
    """The two parts of Excel 365 with their relations and content types, as Excel writes them."""
    buffer = io.BytesIO()
    new = {
        "xl/worksheets/_rels/sheet2.xml.rels": ("threadedComment", f"/{THREADS_PART}"),
        "xl/_rels/workbook.xml.rels": ("person", f"/{PERSONS_PART}"),
    }
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
        assert set(new) <= set(old.namelist())
        for name in old.namelist():
            text = old.read(name).decode("utf-8") if name.endswith((".xml", ".rels")) else old.read(name)
            if name in new:
                line = f'<Relationship Id="rIdT" Type="{TYPES}{new[name][0]}" Target="{new[name][1]}"/>'
                text = text.replace("</Relationships>", line + "</Relationships>")
            if name == "[Content_Types].xml":
                lines = "".join(
                    f'<Override PartName="/{part}" ContentType="application/vnd.ms-excel.{kind}+xml"/>'
                    for part, kind in ((THREADS_PART, "threadedcomments"), (PERSONS_PART, "person"))
                )
                text = text.replace("</Types>", lines + "</Types>")
            out.writestr(name, text)
        out.writestr(THREADS_PART, threads(places))
        out.writestr(PERSONS_PART, PERSONS)
    return buffer.getvalue()


Threaded = tuple[bytes, str, str, str]


@pytest.fixture(scope="module")
def threaded(district_return: bytes, catalog: Catalog) -> Threaded:
    """The workbook, a faulty cell with a thread, a faulty cell with a plain note, a good cell with a thread."""
    cells = {value.data_element: value.cell for value in read_return(district_return, catalog).values}
    faulty, noted, good = (cells[code] for code in ("D01", "D02", "D10"))

    def discuss(made: openpyxl.Workbook) -> None:
        sheet = made[SHEET]
        sheet[faulty].value = sheet[noted].value = "khoảng 12"
        sheet[faulty].comment = Comment(THREADED_NOTE + "Hỏi lại", f"tc={THREAD}")
        sheet[noted].comment = Comment("Xem công văn số 12", "Chị Lan")
        sheet[good].comment = Comment(THREADED_NOTE + "Hỏi lại", f"tc={OTHER}")

    return add_parts(edited(district_return, discuss), (faulty, good)), faulty, noted, good


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def assert_valid_package(data: bytes) -> None:
    """Well-formed parts; every inner relation and every content type names a part that is there; every part has a type."""
    found = parts(data)
    for name, part in found.items():
        if name.endswith((".xml", ".rels", ".vml")):
            ElementTree.fromstring(part)
    for name in [name for name in found if name.endswith(".rels")]:
        folder = posixpath.dirname(posixpath.dirname(name))
        relations = ElementTree.fromstring(found[name])
        ids = [item.get("Id") for item in relations]
        assert len(ids) == len(set(ids))
        targets = [item.get("Target") for item in relations if item.get("TargetMode") != "External"]
        for target in targets:
            assert posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/") in found, (name, target)
    types = ElementTree.fromstring(found["[Content_Types].xml"])
    overrides = [item.get("PartName").lstrip("/") for item in types if item.get("PartName")]
    defaults = {item.get("Extension").lower() for item in types if item.get("Extension")}
    assert len(overrides) == len(set(overrides)) and set(overrides) <= set(found)
    assert {name for name in found if name not in overrides and name.rpartition(".")[2].lower() not in defaults} == {
        "[Content_Types].xml"
    } - ({"[Content_Types].xml"} if "xml" in defaults else set())


def marked(threaded: Threaded, catalog: Catalog) -> bytes:
    return mark_workbook(threaded[0], read_return(threaded[0], catalog).findings)


def codes(data: bytes, catalog: Catalog) -> list[tuple[str, str]]:
    return [(finding.code, finding.cell) for finding in read_return(data, catalog).findings]


def test_the_package_stays_valid_and_the_threads_stay(threaded: Threaded, catalog: Catalog) -> None:
    assert_valid_package(threaded[0])
    made = marked(threaded, catalog)
    assert_valid_package(made)
    before, after = parts(threaded[0]), parts(made)
    for name in (THREADS_PART, PERSONS_PART):
        assert after[name] == before[name]
    assert b"relationships/threadedComment" in after["xl/worksheets/_rels/sheet2.xml.rels"]
    assert b"relationships/person" in after["xl/_rels/workbook.xml.rels"]


def test_old_comments_are_kept_and_ours_stand_where_they_are_seen(threaded: Threaded, catalog: Catalog) -> None:
    data, faulty, noted, good = threaded
    sheet = openpyxl.load_workbook(io.BytesIO(marked(threaded, catalog)))[SHEET]
    old = openpyxl.load_workbook(io.BytesIO(data))[SHEET]
    for ref in (faulty, good):  # Excel rewrites the note of a thread from the thread: what we said there would be lost
        assert (sheet[ref].comment.text, sheet[ref].comment.author) == (old[ref].comment.text, old[ref].comment.author)
    assert sheet[noted].comment.text.startswith("Xem công văn số 12")
    assert HEAD in sheet[noted].comment.text
    red = {cell.coordinate for row in sheet for cell in row if cell.fill.fgColor.rgb in RED.values()}
    assert red == {faulty, noted}


def test_our_reader_reads_it_as_before(threaded: Threaded, catalog: Catalog) -> None:
    made = marked(threaded, catalog)
    assert codes(made, catalog) == codes(threaded[0], catalog)
    assert {("value.approximate", threaded[1]), ("value.approximate", threaded[2])} <= set(codes(made, catalog))
    assert read_return(made, catalog).values == read_return(threaded[0], catalog).values
    agree(made)
    listed = {cell.value for row in openpyxl.load_workbook(io.BytesIO(made)).worksheets[0] for cell in row}
    assert any(threaded[1] in str(text) for text in listed)


def test_mended_and_marked_again_only_the_threads_are_left(threaded: Threaded, catalog: Catalog) -> None:
    again = mark_workbook(marked(threaded, catalog), ())
    assert_valid_package(again)
    sheet = openpyxl.load_workbook(io.BytesIO(again))[SHEET]
    assert sheet[threaded[2]].comment.text == "Xem công văn số 12"
    assert parts(again)[THREADS_PART] == parts(threaded[0])[THREADS_PART]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_it(threaded: Threaded, catalog: Catalog, tmp_path: Path) -> None:
    (tmp_path / "tra_lai.xlsx").write_bytes(marked(threaded, catalog))
    profile, out = f"-env:UserInstallation=file://{tmp_path}/profile", tmp_path / "luu"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out)]
    subprocess.run([*command, str(tmp_path / "tra_lai.xlsx")], check=True, capture_output=True, timeout=180)
    data = (out / "tra_lai.xlsx").read_bytes()
    assert codes(data, catalog) == codes(threaded[0], catalog)
    sheet = openpyxl.load_workbook(io.BytesIO(data))[SHEET]
    assert "Xem công văn số 12" in sheet[threaded[2]].comment.text and HEAD in sheet[threaded[2]].comment.text
    assert "Hỏi lại" in sheet[threaded[1]].comment.text
