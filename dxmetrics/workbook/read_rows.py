"""Tables with one row per code (Biểu 1, Biểu 3): rows are found by their code, else by their words, never by place."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from dxmetrics.findings import Severity
from dxmetrics.workbook.collector import Collector
from dxmetrics.workbook.grid import Grid
from dxmetrics.workbook.headers import Header
from dxmetrics.workbook.model import address
from dxmetrics.workbook.text import code_key
from dxmetrics.workbook.words import word_key


@dataclass(frozen=True)
class RowTable:
    """What a table of coded rows asks: names by code, the codes that exist but are not asked, and its input columns."""

    names: Mapping[str, str]
    optional: Container[str]
    known: Mapping[str, str]
    inputs: tuple[str, ...]

    @cached_property
    def asked(self) -> dict[str, str]:
        """Asked codes by their keys."""
        return {code_key(code): code for code in self.names}

    @cached_property
    def by_key(self) -> dict[str, str]:
        """All codes by their keys."""
        return {code_key(code): code for code in self.known}

    @cached_property
    def by_name(self) -> dict[str, str]:
        """Asked codes by the keys of the names that only one of them has."""
        return _unique((word_key(name), code) for code, name in self.names.items())


def read_rows(
    collector: Collector, grid: Grid, header: Header, table: RowTable, read: Callable[[str, int], None]
) -> None:
    """Call ``read(code, row)`` once per asked code that stands in the sheet, and report what does not fit."""
    finder = _RowFinder(collector, grid, header, table)
    seen: dict[str, int] = {}
    for row in grid.rows():
        if row <= header.last_row:
            continue
        code = finder.code_of(row)
        if not code:
            continue
        if code not in seen:
            seen[code] = row
            read(code, row)
        elif not finder.is_blank(row):
            finder.report("form.repeated_code", "error", row, first=address(seen[code], finder.code_col), code=code)
    for code in table.names:
        if code not in seen and code not in table.optional:
            collector.report("form.missing_row", "warning", grid, element=code, name=table.names[code])


class _RowFinder:
    def __init__(self, collector: Collector, grid: Grid, header: Header, table: RowTable) -> None:
        self._collector, self._grid, self._header, self._table = collector, grid, header, table
        self._asked, self._known, self._by_name = table.asked, table.by_key, table.by_name
        self._columns = [col for name in table.inputs if (col := header.col(name))]
        self._typed_col, self._label_col = header.col("code"), header.col("content")
        self.code_col = self._typed_col or 1

    @cached_property
    def _end(self) -> int:
        """Looked for only where something stands outside the asked rows."""
        return self._grid.last_row(self._collector.words, self._header.last_row)

    def code_of(self, row: int) -> str:
        """The asked code this row is about, empty when it is about none."""
        typed, label = self._grid.text(row, self._typed_col), self._grid.text(row, self._label_col)
        named = self._by_name.get(word_key(label), "") if label else ""
        code = self._asked.get(code_key(typed), "")
        if code and named and named != code:
            self.report("form.code_name_conflict", "error", row, code=code, other=named)
            return ""
        if code or (named and not typed):
            return code or named
        self._report_stranger(row, typed, label)
        return ""

    def _report_stranger(self, row: int, typed: str, label: str) -> None:
        """A row that is none of ours matters only when something was typed into it."""
        if self.is_blank(row) or row > self._end or label in self._collector.words.totals:
            return
        if label and not typed and self._collector.words.subsets.starts(label):
            self.report("form.subset_row", "warning", row, label=label)
        elif known := self._known.get(code_key(typed)):
            self.report("form.not_asked", "warning", row, element=known, name=self._table.known[known])
        elif typed and not self._is_index_row(row):
            self._report_code(row, typed)
        elif label and not self._is_index_row(row):
            self.report("form.unknown_row", "warning", row, label=label)

    def _report_code(self, row: int, typed: str) -> None:
        if near := self._collector.may_suggest() and get_close_matches(
            code_key(typed), list(self._asked), n=1, cutoff=0.6
        ):
            self.report("form.misspelt_code", "error", row, suggestion=self._asked[near[0]])
        else:
            self.report("form.unknown_code", "error", row)

    def _is_index_row(self, row: int) -> bool:
        """A row of column numbers under the header: ``(1) (2) (3)=(2)/(1)``, ``A B 1 2``."""
        texts = [cell.text.strip().strip("()") for cell in self._grid.row_cells(row)]
        return row <= self._header.last_row + 2 and all(len(text) <= 2 or "=" in text for text in texts)

    def is_blank(self, row: int) -> bool:
        return self._collector.is_blank(self._grid, row, self._columns)

    def report(self, code: str, severity: Severity, row: int, /, **params: object) -> None:
        found = self._grid.text(row, self._header.col("code")) or self._grid.text(row, self._header.col("content"))
        self._collector.report(code, severity, self._grid, address(row, self.code_col), found, **params)


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Names that only one row has."""
    found: dict[str, str] = {}
    repeated = set()
    for name, code in pairs:
        if name in found:
            repeated.add(name)
        found[name] = code
    return {name: code for name, code in found.items() if name not in repeated}
