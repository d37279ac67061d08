"""A return as read: whose it is, every value at its cell, and what is wrong. Nothing of it is loaded yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from dxmetrics.catalog.model import Form, OrgUnit
from dxmetrics.findings import Finding
from dxmetrics.periods import Period
from dxmetrics.workbook.model import Workbook
from dxmetrics.workbook.values import State, Value


class RawValue(NamedTuple):
    """One asked cell of the return, filled or not.

    org_unit   the unit the value is about: the sender, or a commune of its Biểu 2
    cell       where it stands, or where it would stand when blank
    text       what stands there, verbatim
    note       the text of the row's Ghi chú, at ``note_cell`` (empty where the sheet has no such column)
    """

    org_unit: str
    data_element: str
    sheet: str
    cell: str
    text: str
    value: Value | None
    state: State
    note: str = ""
    note_cell: str = ""


@dataclass(frozen=True)
class ControlTotal:
    """A number from a row of totals in Biểu 2: never loaded, only compared with the sum of its column."""

    data_element: str
    sheet: str
    cell: str
    value: Decimal


class Verbatim(NamedTuple):
    """All filled cells of a file as columns, the shape in which they cross a pipe and enter the store at the least cost."""

    sheet: tuple[str, ...] = ()
    cell: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    text: tuple[str, ...] = ()


_COLUMNS = tuple(map(attrgetter, ("sheet", "ref", "kind", "text")))


def verbatim(book: Workbook) -> Verbatim:
    """The cells of all sheets, as they stand."""
    cells = list(chain.from_iterable(sheet.cells for sheet in book.sheets))
    return Verbatim(*(tuple(map(column, cells)) for column in _COLUMNS))


@dataclass(frozen=True)
class ReturnDraft:
    """What one file says. ``org_unit``, ``period`` and ``form`` are None when the file does not tell; then it has no values.

    version is the template's, empty when its hidden mark is lost. cells are those of all sheets, verbatim.
    """

    org_unit: OrgUnit | None
    period: Period | None
    form: Form | None
    version: str
    sample: bool
    values: tuple[RawValue, ...]
    totals: tuple[ControlTotal, ...]
    cells: Verbatim
    findings: tuple[Finding, ...]

    def by_unit(self) -> Iterator[dict[str, RawValue]]:
        """The values of each unit by element code, sender first."""
        grouped: dict[str, dict[str, RawValue]] = {}
        for value in self.values:
            grouped.setdefault(value.org_unit, {})[value.data_element] = value
        yield from grouped.values()


def refused_draft(finding: Finding) -> ReturnDraft:
    """What there is of a file that could not be read at all: the finding that says why."""
    return ReturnDraft(None, None, None, "", False, (), (), Verbatim(), (finding,))
