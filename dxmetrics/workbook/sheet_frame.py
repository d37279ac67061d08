"""What stands around the cells of a sheet: its columns, its merges, its checks. Always read by expat.

The same for every return made from one template, so the last ones are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dxmetrics.workbook.guard import Limits, Refused
from dxmetrics.workbook.model import Range
from dxmetrics.workbook.sheet_areas import SheetAreas
from dxmetrics.workbook.xml_part import parse

MARK = b"dx.cells"
_KEPT_BYTES = 1 << 16
_ELEMENT = b'<sheetData %s="" %s/>'


@dataclass(frozen=True)
class Frame:
    """Hidden columns (first and last of each range) and merges of a sheet."""

    hidden_columns: tuple[tuple[int, int], ...]
    merges: tuple[Range, ...]


def read_frame(head: bytes, tail: bytes, attribute: bytes = b"") -> Frame | None:
    """The frame of a sheet whose cells stand between ``head`` and ``tail``; None when that can't be said for sure.

    ``attribute`` is one with a prefix that the cells use: the frame must declare it.
    """
    data = b"".join((head, _ELEMENT % (MARK, attribute), tail))
    return _kept(data) if len(data) <= _KEPT_BYTES else _read(data)


def _read(data: bytes) -> Frame | None:
    reader = _FrameReader()
    try:
        parse((data,), "", reader.starts(), {}, [], Limits())
    except Refused:
        return None
    # Columns that come after the cells would hide none of them.
    if reader.marks != [len(reader.areas.hidden_columns)] or reader.strange:
        return None
    return Frame(tuple(reader.areas.hidden_columns), tuple(reader.areas.merges))


_kept = lru_cache(maxsize=256)(_read)


class _FrameReader:
    def __init__(self) -> None:
        self.areas = SheetAreas()
        self.marks: list[int] = []
        self.strange = False

    def starts(self) -> dict[str, object]:
        return {**self.areas.starts(), "sheetData": self._cells, **dict.fromkeys(("row", "c"), self._stray)}

    def _cells(self, attributes: dict[str, str]) -> None:
        """Ours, and known before: a mark in a comment is never called, one of another name space neither."""
        self.strange = self.strange or MARK.decode() not in attributes
        self.marks.append(len(self.areas.hidden_columns))

    def _stray(self, _: dict[str, str]) -> None:
        """Cells outside the table of cells are for the reader that believes nothing."""
        self.strange = True
