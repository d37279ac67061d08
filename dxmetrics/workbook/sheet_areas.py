"""Hidden columns and merged ranges of a worksheet."""

from __future__ import annotations

import re

from dxmetrics.workbook.cell_maker import TRUE
from dxmetrics.workbook.model import Range, column_number

_RANGE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?")
_MAX_MERGES = 50_000


class SheetAreas:
    """Gathers them from ``<col>`` and ``<mergeCell>``."""

    def __init__(self) -> None:
        self.hidden_columns: list[tuple[int, int]] = []
        self.merges: list[Range] = []

    def starts(self) -> dict[str, object]:
        """Handlers by element, for ``parse``."""
        return {"col": self._column, "mergeCell": self._merge}

    def _column(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in TRUE:
            self.hidden_columns.append((integer(attributes.get("min"), 1), integer(attributes.get("max"), 1)))

    def _merge(self, attributes: dict[str, str]) -> None:
        if (area := parse_range(attributes.get("ref", ""))) and len(self.merges) < _MAX_MERGES:
            self.merges.append(area)


def parse_range(text: str) -> Range | None:
    """``B2:D3`` → (2, 2, 3, 4); one cell is a range of itself; None for anything else."""
    match = _RANGE.fullmatch(text)
    if not match:
        return None
    row, col = int(match[2]), column_number(match[1].upper())
    return row, col, int(match[4] or row), column_number(match[3].upper()) if match[3] else col


def integer(text: str | None, default: int) -> int:
    """A whole number of the file; the default where there is none."""
    return int(text) if text and text.isdecimal() else default
