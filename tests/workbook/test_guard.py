"""What is no sane workbook is refused with the one code that says what it is."""

import io
import zipfile
import zlib

import pytest

from dxmetrics.workbook.cells import read_workbook
from dxmetrics.workbook.guard import Limits, Refused
from tests.helpers.books import book
from tests.helpers.pace import pace, quickest
from tests.helpers.two_readers import with_parts

BIFF = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def archive(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return buffer.getvalue()


def code_of(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(Refused) as refused:
        read_workbook(data, limits)
    return refused.value.finding.code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file.empty"),
        (BIFF, "file.old_excel"),
        (BIFF + "EncryptedPackage".encode("utf-16-le"), "file.encrypted"),
        (b"%PDF-1.7 ...", "file.pdf"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "file.html"),
        (b'<?xml version="1.0"?><Workbook/>', "file.html"),
        ("\ufeffMã;Nội dung;Kỳ này\nD01;Biên chế;12\n".encode(), "file.csv"),
        ("Mã\tKỳ này".encode("utf-16"), "file.csv"),
        (bytes(range(256)) * 4, "file.unknown"),
        (b"PK\x03\x04 not really", "file.damaged"),
    ],
)
def test_names_what_is_no_workbook(data: bytes, code: str) -> None:
    assert code_of(data) == code


def test_names_other_archives() -> None:
    assert code_of(archive(xl__workbook_dot_bin=b"")) == "file.xlsb"
    assert code_of(archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet")) == "file.ods"
    assert code_of(archive(word__document_dot_xml=b"<w/>")) == "file.other_office"
    assert code_of(archive(photo_dot_jpg=b"...")) == "file.not_xlsx_zip"


def test_truncated_workbook_is_damaged() -> None:
    whole = book(Biểu_1="| a | b |")
    for size in (10, len(whole) // 2, len(whole) - 30):
        assert code_of(whole[:size]) == "file.damaged"


def test_damaged_part_is_damaged_not_a_crash() -> None:
    whole = bytearray(book(Biểu_1="| a | b |"))
    for place in range(40, len(whole) - 60, 37):
        broken = bytes(whole[:place]) + b"\xff\xff\xff" + bytes(whole[place + 3 :])
        try:
            read_workbook(broken)
        except Refused as refused:
            assert refused.finding.code.startswith("file.")


def test_limits() -> None:
    whole = book(Biểu_1="| a | b |\n| c | d |")
    assert code_of(whole, Limits(file_bytes=100)) == "file.too_large"
    assert code_of(whole, Limits(unpacked_bytes=100)) == "file.bomb"
    assert code_of(whole, Limits(parts=3)) == "file.bomb_parts"
    assert code_of(whole, Limits(filled_cells=3)) == "file.too_many_cells"


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'


def with_sheet(sheet: bytes) -> bytes:
    """A workbook whose first sheet part is this XML."""
    source = zipfile.ZipFile(io.BytesIO(book(Biểu_1="| a |")))
    parts = {info.filename: source.read(info) for info in source.infolist()}
    parts["xl/worksheets/sheet1.xml"] = sheet
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (b"<row>" + b"<c/>" * 3_000_000 + b"</row>", "file.too_many_cells"),
        (b"<row><c t='inlineStr'><is><t>" + b" " * 150_000_000 + b"</t></is></c></row>", "file.bomb"),
        (b"<row x='" + b" " * 20_000_000 + b"'></row>", "file.bomb"),
        (b"<row><c><v>1</c></row>", "file.damaged"),
    ],
)
def test_bombs_end_early(rows: bytes, code: str) -> None:
    data = with_sheet(SHEET % rows)
    assert code_of(data) == code
    assert quickest(lambda: code_of(data), 3) < 2 * pace()  # returns.md


def test_one_long_string_in_every_cell() -> None:
    cells = b"".join(b"<c t='inlineStr'><is><t>%s</t></is></c>" % (b"x" * 900) for _ in range(100))
    data = with_sheet(SHEET % (b"<row>" + cells + b"</row>"))
    assert code_of(data, Limits(all_text=80_000)) == "file.bomb"


def test_declared_sizes_are_not_believed() -> None:
    """A part that says it is small and inflates beyond the limit is stopped while inflating."""
    data = bytearray(with_sheet(SHEET % (b"<row/>" * 400_000)))
    name = b"xl/worksheets/sheet1.xml"
    directory = data.rfind(name) - 46
    data[directory + 24 : directory + 28] = (100).to_bytes(4, "little")
    assert code_of(bytes(data), Limits(unpacked_bytes=1_000_000)) in ("file.bomb", "file.damaged")


def test_doctype_is_refused() -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha">]>' + SHEET % b"<row><c t='str'><v>&a;</v></c></row>"
    assert code_of(with_sheet(laughs)) == "file.xml_entities"


def test_million_entries_directory_is_refused_quickly() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for number in range(20_000):
            made.writestr(f"xl/{number}.xml", b"")
    data = buffer.getvalue()
    assert code_of(data) == "file.bomb_parts"
    assert quickest(lambda: code_of(data), 3) < pace()


def test_crc_fault_is_damaged() -> None:
    data = bytearray(with_sheet(SHEET % b"<row><c><v>1</v></c></row>"))
    place = data.find(zlib.crc32(SHEET % b"<row><c><v>1</v></c></row>").to_bytes(4, "little"))
    data[place] ^= 0xFF
    rest = data.find(zlib.crc32(SHEET % b"<row><c><v>1</v></c></row>").to_bytes(4, "little"))
    data[rest] ^= 0xFF
    assert code_of(bytes(data)) == "file.damaged"


def test_an_encoding_nobody_has_is_damage() -> None:
    sheet = "xl/worksheets/sheet1.xml"
    declared = b'<?xml version="1.0" encoding="UTF-8yes"?><worksheet/>'
    assert code_of(with_parts(book(S="| 1 |"), {sheet: declared})) == "file.damaged"


def test_a_member_that_lies_out_of_the_file_is_damage() -> None:
    """The directory one byte off its place moves every member; some then begin before the file does."""
    made = bytearray(book(S="| 1 |"))
    end = made.rfind(b"PK\x05\x06")
    offset = int.from_bytes(made[end + 16 : end + 20], "little")
    made[end + 16 : end + 20] = (offset + 256).to_bytes(4, "little")
    assert code_of(bytes(made)) == "file.damaged"
