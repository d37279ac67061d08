"""Files that mean harm, or come from a broken program: the table of returns.md, "Bad input", and what parsers are
known to fall over."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import openpyxl
from openpyxl.cell.cell import MergedCell

from tests.helpers.books import saved

_MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_MEGABYTE = 1 << 20
_TOP = 20
"""A row among the data of every form, above the signatures."""
_STYLES, _STRINGS, _SHEET = "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet2.xml"


def hostile_files(valid: bytes) -> dict[str, Callable[[], bytes]]:
    """How to make each file, by its story; ``valid`` is a district's filled return."""
    return {**_no_workbooks(valid), **_bombs(valid), **_odd_sheets(valid), **_much_to_say(valid)}


def _no_workbooks(valid: bytes) -> dict[str, Callable[[], bytes]]:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    return {
        "empty": lambda: b"",
        "truncated": lambda: valid[: len(valid) // 2],
        "old xls": lambda: ole + bytes(5_000_000),
        "encrypted": lambda: ole + bytes(3000) + "EncryptedPackage".encode("utf-16-le") + bytes(5_000_000),
        "pdf": lambda: b"%PDF-1.7\n" + bytes(5_000_000),
        "html named xls": lambda: b"<html><table>" + b"<tr><td>1</td></tr>" * 500_000,
        "csv": lambda: "Mã;Nội dung;Kỳ này\n".encode() * 300_000,
        "xlsb": lambda: _zip({"xl/workbook.bin": bytes(100)}),
        "ods": lambda: _zip({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}),
        "docx": lambda: _zip({"word/document.xml": b"<a/>"}),
        "noise": lambda: bytes(range(7, 256)) * 20_000,
        "zip of noise": lambda: b"PK\x03\x04" + bytes(range(256)) * 20_000,
    }


def _bombs(valid: bytes) -> dict[str, Callable[[], bytes]]:
    laughs = b"".join(b'<!ENTITY a%d "%s">' % (n + 1, b"&a%d;" % n * 10) for n in range(9))
    entities = b'<!DOCTYPE x [<!ENTITY a0 "ha">' + laughs + b"]>" + _sheet(b"<row><c t='str'><v>&a9;</v></c></row>")
    outside = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + _sheet(
        b"<row><c t='str'><v>&a;</v></c></row>"
    )
    return {
        "file over 20 MB": lambda: valid + bytes(21_000_000),
        "600 MB of blanks": lambda: _with(
            valid,
            {_SHEET: _sheet(b"<row><c t='inlineStr'><is><t>" + b" " * (600 * _MEGABYTE) + b"</t></is></c></row>")},
        ),
        "a shared string of 512 MB": lambda: _with(
            valid, {_STRINGS: b"<sst " + _MAIN + b"><si><t>" + b"a" * (512 * _MEGABYTE) + b"</t></si></sst>"}
        ),
        "150 MB of blanks, below the limit": lambda: _with(valid, {_SHEET: _sheet(b" " * 150_000_000)}),
        "30,000 parts": lambda: _zip({f"xl/{number}.xml": b"" for number in range(30_000)}),
        "billion laughs": lambda: _with(valid, {_SHEET: entities}),
        "an entity from outside": lambda: _with(valid, {_SHEET: outside}),
        "an attribute of 10 MB": lambda: _with(valid, {_SHEET: _sheet(b"<row spans='" + b"1" * 10_000_000 + b"'/>")}),
        "a million elements deep": lambda: _with(valid, {_SHEET: _sheet(b"<row>" * 900_000)}),
        "three million empty cells": lambda: _with(valid, {_SHEET: _sheet(b"<row>" + b"<c/>" * 3_000_000 + b"</row>")}),
        "60,000 filled cells": lambda: with_many_cells(valid, 60_000),
        "300,000 strings": lambda: _with(
            valid, {_STRINGS: b"<sst " + _MAIN + b">" + b"<si><t>a</t></si>" * 290_000 + b"</sst>"}
        ),
    }


def _odd_sheets(valid: bytes) -> dict[str, Callable[[], bytes]]:
    stray = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    merges = b"".join(b'<mergeCell ref="A%d:Z%d"/>' % (row, row + 900) for row in range(1, 50_000))
    return {
        "a stray value in the last cell": lambda: _with(valid, {_SHEET: _sheet(stray)}),
        "one merge of the whole sheet": lambda: _with(
            valid, {_SHEET: _sheet(_cells(100), b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')}
        ),
        "50,000 merges": lambda: _with(
            valid, {_SHEET: _sheet(_cells(100), b"<mergeCells>" + merges + b"</mergeCells>")}
        ),
        "a row of rows": lambda: _with(
            valid, {_SHEET: _sheet(b'<row r="99999999999999999999"><c r="ZZZZZZZZ99"><v>1</v></c></row>')}
        ),
        "300,000 styles": lambda: _with(
            valid,
            {
                _STYLES: b"<styleSheet "
                + _MAIN
                + b"><cellXfs>"
                + b'<xf numFmtId="0"/>' * 300_000
                + b"</cellXfs></styleSheet>"
            },
        ),
        "columns without end": lambda: _with(
            valid,
            {
                _SHEET: _sheet(_cells(10)).replace(
                    b"<sheetData>", b'<cols><col min="1" max="999999999" hidden="1"/></cols><sheetData>'
                )
            },
        ),
        "numbers no one can read": lambda: _with(
            valid,
            {
                _SHEET: _sheet(
                    b"<row>"
                    + b"".join(b"<c><v>%s</v></c>" % v for v in (b"1e999999", b"NaN", b"9" * 900_000))
                    + b"</row>"
                )
            },
        ),
    }


def _much_to_say(valid: bytes) -> dict[str, Callable[[], bytes]]:
    """Real returns into which somebody put far too much text: reading must not take the square of it."""

    def edited(change: Callable[[openpyxl.Workbook], None]) -> bytes:
        made = openpyxl.load_workbook(io.BytesIO(valid))
        change(made)
        return saved(made)

    def strangers(made: openpyxl.Workbook) -> None:
        sheet = made["Biểu 2"]
        sheet.insert_rows(_TOP, 3000)
        for number in range(3000):
            for col, value in enumerate(
                [number, str(90_000 + number), f"Xã Không Có Tên {number * 7919}"] + [1] * 9, 1
            ):
                sheet.cell(_TOP + number, col).value = value

    def codes(made: openpyxl.Workbook) -> None:
        sheet = made["Biểu 1"]
        sheet.insert_rows(_TOP, 5000)
        for number in range(5000):
            for col, value in enumerate([number, f"D{number}x", f"Nội dung lạ {number}", "người", None, number], 1):
                sheet.cell(_TOP + number, col).value = value

    def long_texts(made: openpyxl.Workbook) -> None:
        for sheet in made.worksheets[:5]:
            for row in sheet.iter_rows(min_row=1, max_row=60):
                for cell in row:
                    if isinstance(cell.value, str) and cell.value.strip():
                        cell.value = (cell.value + " ") * (32_000 // (len(cell.value) + 1))

    def numbers(made: openpyxl.Workbook) -> None:
        for row in made["Biểu 1"].iter_rows(min_row=8, min_col=6, max_col=6):
            if not isinstance(row[0], MergedCell):
                row[0].value = ("1.234 khoảng 5 " * 2000) + "người"

    return {
        "3,000 communes nobody knows": lambda: edited(strangers),
        "5,000 codes nobody knows": lambda: edited(codes),
        "32,000 characters in every label": lambda: edited(long_texts),
        "numbers of 30,000 characters": lambda: edited(numbers),
    }


def _sheet(rows: bytes, after: bytes = b"") -> bytes:
    return b"<worksheet " + _MAIN + b"><sheetData>" + rows + b"</sheetData>" + after + b"</worksheet>"


def with_many_cells(valid: bytes, count: int) -> bytes:
    """The workbook with a sheet of so many numbers, to the hundred below."""
    return _with(valid, {_SHEET: _sheet(_cells(count))})


def _cells(count: int) -> bytes:
    return b"".join(b"<row>" + b"<c><v>1</v></c>" * 100 + b"</row>" for _ in range(count // 100))


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


def _with(valid: bytes, parts: dict[str, bytes]) -> bytes:
    """The valid return with some of its parts replaced."""
    with zipfile.ZipFile(io.BytesIO(valid)) as source:
        kept = {info.filename: source.read(info) for info in source.infolist() if info.filename not in parts}
    return _zip(kept | parts)
