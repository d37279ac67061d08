"""A filled district return for the cases of habits, and how a module registers its cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import openpyxl
import pytest

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import OrgUnit
from dxmetrics.periods import Period
from dxmetrics.text.finding_text import finding_text
from dxmetrics.workbook.draft import RawValue, ReturnDraft
from dxmetrics.workbook.reading import read_return
from tests.helpers.books import edited, with_cells
from tests.helpers.two_readers import agree

# Failures in the modules of cases, which import this one first, show what was compared.
pytest.register_assert_rewrite(
    *(f"tests.helpers.habits_{name}" for name in ("values", "text", "units", "tables", "files"))
)


@dataclass
class World:
    """A filled district return (327, Quý II/2024) and where its cells stand."""

    catalog: Catalog
    unit: OrgUnit
    period: Period
    data: bytes
    places: dict[tuple[str, str], str]
    right: dict[tuple[str, str], object]

    def read(self, data: bytes) -> ReturnDraft:
        agree(data)
        draft = read_return(data, self.catalog)
        for finding in draft.findings:
            assert finding_text(finding, "vi") and finding_text(finding, "en")
        return draft

    def edit(self, change: Callable[[openpyxl.Workbook], None]) -> ReturnDraft:
        return self.read(edited(self.data, change))

    def put(self, cells: dict[str, object], sheet: str = "Biểu 1") -> ReturnDraft:
        return self.read(with_cells(self.data, {(sheet, ref): value for ref, value in cells.items()}))

    def place(self, code: str) -> tuple[str, int]:
        """The cell of the sender's element and its row."""
        ref = self.places[self.unit.id, code]
        return ref, int(ref[1:])

    def value(self, draft: ReturnDraft, code: str) -> RawValue:
        return next(item for item in draft.values if (item.org_unit, item.data_element) == (self.unit.id, code))


def given(draft: ReturnDraft) -> dict[tuple[str, str], object]:
    return {(item.org_unit, item.data_element): item.value for item in draft.values if item.state == "given"}


def found(draft: ReturnDraft) -> list[tuple[str, str]]:
    return [(finding.code, finding.cell) for finding in draft.findings]


Book = tuple[int, str, Callable[[World], None]]
"""The habit, what is shown of it, the check of a whole workbook."""


def habits_into(books: list[Book]) -> Callable:
    """The decorator ``@habit(number, shown)`` of a module that keeps its checks in ``books``."""

    def habit(number: int, shown: str) -> Callable:
        def add(check: Callable[[World], None]) -> Callable[[World], None]:
            books.append((number, shown, check))
            return check

        return add

    return habit


def unmerge(sheet: object) -> None:
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
