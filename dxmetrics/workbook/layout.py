"""The template's shape as data (``plan/sheets.csv``): sheets, their columns, the words their headers may have."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from dxmetrics.catalog.tables import read_csv
from dxmetrics.errors import CatalogError
from dxmetrics.workbook.words import word_key

_PLAN = Path(__file__).parent.parent / "plan"
_SHEET = "sheet"
_LONGEST, _MOST_TEXTS = 200, 4096


@dataclass(frozen=True)
class SheetField:
    """One row of sheets.csv: a sheet's own name (``field`` is ``sheet``) or one of its columns. Width in characters."""

    sheet: str
    field: str
    header_vi: str
    other_headers: tuple[str, ...]
    width: float | None

    def wordings(self) -> frozenset[str]:
        """The header and its other wordings as keys for matching."""
        return frozenset(word_key(text) for text in (self.header_vi, *self.other_headers) if text)


@dataclass(frozen=True)
class SheetShape:
    """One sheet of the template: its name and its columns in print order."""

    name: str
    name_keys: frozenset[str]
    columns: tuple[SheetField, ...]

    def column(self, field: str) -> SheetField:
        """The column of this field; KeyError when the shape has none."""
        return next(column for column in self.columns if column.field == field)

    def number(self, field: str) -> int:
        """The column's place in the printed sheet, from 1."""
        return [column.field for column in self.columns].index(field) + 1

    def widths(self) -> list[float]:
        return [column.width or 0 for column in self.columns]

    def field_of(self, header_key: str) -> str:
        """The field a header's key names, empty when it is none of ours."""
        return self._fields.get(header_key, "")

    def field_of_text(self, text: str) -> str:
        """The field a header as typed names, empty when it is none of ours."""
        known = self._texts.get(text)
        if known is None:
            known = self.field_of(word_key(text))
            if len(text) <= _LONGEST and len(self._texts) < _MOST_TEXTS:
                self._texts[text] = known
        return known

    @cached_property
    def _texts(self) -> dict[str, str]:
        """What was asked before: the first rows of returns are much alike."""
        return {}

    @cached_property
    def _fields(self) -> dict[str, str]:
        return {header: column.field for column in self.columns for header in column.wordings()}


@cache
def load_layout(folder: Path = _PLAN) -> dict[str, SheetShape]:
    """The sheets by their key (guide, figures, communes, tasks, difficulties, marker). CatalogError when one has no name."""
    rows = read_csv(folder / "sheets.csv", SheetField)
    shapes = {}
    for sheet in dict.fromkeys(row.sheet for row in rows):
        own = [row for row in rows if row.sheet == sheet]
        title = next((row for row in own if row.field == _SHEET), None)
        if title is None:
            raise CatalogError(f"sheets.csv: sheet {sheet!r} has no row with field 'sheet' that names it")
        shapes[sheet] = SheetShape(title.header_vi, title.wordings(), tuple(row for row in own if row.field != _SHEET))
    return shapes
