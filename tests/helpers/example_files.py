"""Files that are no workbooks, or odd ones, as small as they can be."""

from __future__ import annotations

import io
import zipfile

from dxmetrics.findings import Finding
from dxmetrics.workbook.cells import read_workbook
from dxmetrics.workbook.guard import Refused
from tests.helpers.books import book


def refused(data: bytes) -> list[Finding]:
    try:
        return list(read_workbook(data).notes)
    except Refused as refused:
        return [refused.finding]


def archive(*names: str, of: bytes = b"") -> bytes:
    """A zip with further parts, empty ones, beside those of ``of``."""
    buffer = io.BytesIO(of)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, b"x")
    return buffer.getvalue()


def said_to_unpack_to(size: int) -> bytes:
    """A zip whose directory says that its one part unpacks to so many bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("xl/workbook.xml", b"x")
        made.filelist[0].file_size = size
    return buffer.getvalue()


def with_doctype() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book(S="| a |"))) as old, zipfile.ZipFile(buffer, "w") as made:
        for name in old.namelist():
            part = old.read(name)
            made.writestr(name, b"<!DOCTYPE x>" + part if name.endswith("sheet1.xml") else part)
    return buffer.getvalue()
