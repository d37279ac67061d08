"""A return as read: whose it is, every value at its cell, and what is wrong. Nothing of it is loaded yet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from dxmetrics.catalog.model import Form, OrgUnit
from dxmetrics.findings import Finding
from dxmetrics.periods import Period
from dxmetrics.workbook.model import Sheet, Workbook
from dxmetrics.workbook.own_marks import is_list_sheet
from dxmetrics.workbook.values import State, Value

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


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
    """All filled cells of a file: each sheet's name and its cells, a JSON text of ``[address, kind, text]`` triples.

    One text a sheet is the shape in which they cross a pipe and enter the store at the least cost: ``raw.sheet``.
    """

    sheet: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()


def verbatim(book: Workbook) -> Verbatim:
    """The cells of all sheets, as they stand; those of our own list of faults are not the sender's."""
    sheets = [sheet for sheet in book.sheets if sheet.cells and not is_list_sheet(sheet.name)]
    return Verbatim(tuple(sheet.name for sheet in sheets), tuple(_triples(sheet) for sheet in sheets))


def _triples(sheet: Sheet) -> str:
    return _ENCODER.encode([(cell.ref, cell.kind, cell.text) for cell in sheet.cells])


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
