"""The two ways a workbook is read: small plain parts by patterns and from memory, or all of them by expat."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from unittest.mock import patch

from dxmetrics.findings import Finding
from dxmetrics.workbook import sheet_xml
from dxmetrics.workbook.cells import read_workbook
from dxmetrics.workbook.guard import Package, Refused
from dxmetrics.workbook.model import Workbook


def outcome(data: bytes) -> Workbook | Finding:
    """The workbook, or why it was refused."""
    try:
        return read_workbook(data)
    except Refused as refused:
        return refused.finding


def parsed(data: bytes) -> Workbook | Finding:
    """The same with no part taken whole: so nothing is proved by pattern and nothing comes from memory."""
    with patch.object(Package, "whole", lambda self, part: None):
        return outcome(data)


def agree(data: bytes) -> Workbook | Finding:
    """What both ways found; AssertionError where they differ, in a value or in its type."""
    plain, slow = outcome(data), parsed(data)
    assert plain == slow
    # repr tells 1 from 1.0 and True, which are equal.
    assert repr(plain) == repr(slow)
    return plain


def sheets_left_to_expat(data: bytes) -> list[str]:
    """Names of the sheets that the patterns did not read."""
    names = []

    def counted(pieces: object, part: str, name: str, shared: object) -> object:
        names.append(name)
        return original(pieces, part, name, shared)

    original = sheet_xml._parsed
    with patch.object(sheet_xml, "_parsed", counted):
        outcome(data)
    return names


def with_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The package with some parts' bytes changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
    return buffer.getvalue()
