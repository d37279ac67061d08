"""A zip of returns, as offices send their piles: its workbooks one by one, never written to disk, never more than allowed."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import PurePosixPath

from dxmetrics.workbook.guard import UNREADABLE, Limits, open_archive, refuse, too_large

PILE = Limits(file_bytes=200 * 1000 * 1000, unpacked_bytes=500 * 1000 * 1000, parts=2000)
"""How much one zip of returns may hold: bytes, bytes unpacked (as its directory says; zipfile gives no more), files."""
_NEVER = ("__macosx/", "~$", ".ds_store", "thumbs.db")
_WORKBOOK_MARK = "[content_types].xml"

Member = tuple[str, Callable[[], bytes]]
"""A name, only ever shown, and how to get the bytes; they raise Refused where the archive is damaged there."""


def members(data: bytes) -> list[Member] | None:
    """The files in a zip in its order; None when it is a workbook itself. Refused when it is damaged, locked or too large."""
    archive = open_archive(data, PILE)
    infos = [info for info in archive.infolist() if not info.is_dir() and not _is_litter(info.filename)]
    if any(info.filename.lower() == _WORKBOOK_MARK for info in infos):
        return None
    if sum(info.file_size for info in infos) > PILE.unpacked_bytes:
        raise refuse("file.bomb", limit=PILE.unpacked_bytes // 1_000_000)
    return [(PurePosixPath(info.filename.replace("\\", "/")).name, _reader(archive, info)) for info in infos]


def _is_litter(name: str) -> bool:
    """What macOS, Windows and Excel leave beside the files."""
    lower = name.lower()
    return lower.startswith(_NEVER[0]) or PurePosixPath(lower).name.startswith(_NEVER[1:])


def _reader(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], bytes]:
    def read() -> bytes:
        limit = Limits().file_bytes
        if info.flag_bits & 1:
            raise refuse("file.encrypted")
        if info.file_size > limit:
            raise too_large(info.file_size, limit)
        try:
            return archive.read(info)
        except UNREADABLE as fault:
            raise refuse("file.damaged", found=info.filename) from fault

    return read
