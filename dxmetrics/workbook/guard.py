"""What stands between a sender's bytes and our parsers: is it a workbook at all, and is it of a sane size?

Nothing is believed: the file's kind is told by its first bytes, not by its name, and sizes are counted while
inflating, not read from the archive's directory (returns.md, "Bad input").
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from dxmetrics.findings import Finding
from dxmetrics.workbook.zip_member import inflate

CHUNK = 1 << 20
_END_OF_DIRECTORY = b"PK\x05\x06"
_END_SIZE = 22
_ENTRY_SIZE = 46
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
)
"""What ``zipfile`` raises for archives and members that are damaged, packed in an unknown way or point out of the file."""


@dataclass(frozen=True)
class Limits:
    """How much one file may hold. Bytes, parts, cells of a sheet; the others bound the work and memory of one workbook.

    text      characters of one run of text (Excel allows 32,767 a cell)
    all_text  characters of all cells together: one long shared string may stand in every cell
    """

    file_bytes: int = 20 * 1000 * 1000
    unpacked_bytes: int = 200 * 1000 * 1000
    parts: int = 200
    filled_cells: int = 50_000
    tags: int = 1_000_000
    strings: int = 300_000
    text: int = 1_000_000
    all_text: int = 5_000_000


class Refused(Exception):
    """The file can't be read as a workbook at all; ``finding`` says what it is and what to do."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


def refuse(code: str, /, *, sheet: str = "", found: str = "", **params: object) -> Refused:
    """A Refused with a ``file.*`` error, to be raised."""
    return Refused(Finding(code, "error", sheet=sheet, found=found, params=params))


def too_large(size: int, limit: int) -> Refused:
    """For a file of more bytes than the limit: both in megabytes, the size rounded up so that it is above the limit."""
    return refuse("file.too_large", found=str(ceil(size / 1_000_000)), limit=limit // 1_000_000)


class Package:
    """The parts of one workbook, inflated on demand under a common budget. Part names ignore case and a leading slash."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        self._budget = limits.unpacked_bytes
        self._data = data
        self._archive = open_archive(data, limits)
        self._parts = {_part_name(info.filename): info for info in self._archive.infolist()}
        self._check_directory()
        self._offsets = sorted({info.header_offset for info in self._archive.infolist()} | {self._archive.start_dir})

    def __contains__(self, part: str) -> bool:
        return _part_name(part) in self._parts

    def names(self) -> list[str]:
        """All parts' names, in lower case."""
        return list(self._parts)

    def whole(self, part: str) -> bytes | None:
        """The bytes of a small part that is packed as usual; None for any other, whose ``chunks`` are to be read."""
        info = self._parts[_part_name(part)]
        at = bisect_right(self._offsets, info.header_offset)
        end = self._offsets[at] if at < len(self._offsets) else 0
        data = inflate(self._data, info, end, min(CHUNK, self._limits.text, self._budget))
        if data is not None:
            self._budget -= len(data)
        return data

    def chunks(self, part: str) -> Iterator[bytes]:
        """The part's bytes, inflated piece by piece; Refused once the whole workbook has inflated beyond its limit."""
        try:
            with self._archive.open(self._parts[_part_name(part)]) as stream:
                while piece := stream.read(CHUNK):
                    self._budget -= len(piece)
                    if self._budget < 0:
                        raise refuse("file.bomb", limit=self._limits.unpacked_bytes // 1_000_000)
                    yield piece
        except UNREADABLE as fault:
            raise refuse("file.damaged", found=part) from fault

    def _check_directory(self) -> None:
        infos = list(self._parts.values())
        if any(info.flag_bits & 1 for info in infos):
            raise refuse("file.encrypted")
        if sum(info.file_size for info in infos) > self._limits.unpacked_bytes:
            raise refuse("file.bomb", limit=self._limits.unpacked_bytes // 1_000_000)
        # bzip2 and lzma are legal in a zip, but no office program writes them and neither inflates within a bound.
        if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in infos):
            raise refuse("file.damaged")


def _part_name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def open_archive(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """The zip archive, its size and directory looked at first; Refused when it is none, or too large."""
    _check_kind(data, limits)
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except UNREADABLE as fault:
        raise refuse("file.damaged") from fault


def _check_kind(data: bytes, limits: Limits) -> None:
    if not data:
        raise refuse("file.empty")
    if len(data) > limits.file_bytes:
        raise too_large(len(data), limits.file_bytes)
    if not data.startswith(b"PK"):
        raise refuse(_kind_of(data))
    end = data.rfind(_END_OF_DIRECTORY, max(0, len(data) - 65_536 - _END_SIZE))
    if end < 0 or end + _END_SIZE > len(data):
        raise refuse("file.damaged")
    # The directory is judged by its size before zipfile reads it: half a million entries take seconds.
    entries, size = struct.unpack_from("<HI", data, end + 10)
    if entries > limits.parts or size > limits.parts * (_ENTRY_SIZE + 1024):
        raise refuse("file.bomb_parts", limit=limits.parts)


def _kind_of(data: bytes) -> str:
    """The code of what the bytes are, when they are no zip archive."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return "file.encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "file.old_excel"
    if head.startswith(b"%pdf"):
        return "file.pdf"
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<?xml", b"mime-version")):
        return "file.html"
    return "file.csv" if _looks_like_text(data[:4096]) else "file.unknown"


def _looks_like_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return b"\x00" not in head and sum(byte < 9 for byte in head) == 0


def kind_of_package(package: Package) -> str:
    """Empty for a spreadsheet of the xlsx family, else the code of what this zip archive is."""
    names = package.names()
    if "xl/workbook.bin" in names:
        return "file.xlsb"
    if "mimetype" in names or "content.xml" in names:
        return "file.ods"
    if any(name.startswith(("word/", "ppt/")) for name in names):
        return "file.other_office"
    return "" if any(name.endswith(".xml") and "workbook" in name for name in names) else "file.not_xlsx_zip"
