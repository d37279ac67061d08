"""The whole workbook → cells, verbatim. Fidelity first (returns.md): what a person sees, or a finding says why not."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from typing import get_args

from dxmetrics.findings import Finding
from dxmetrics.workbook.cell_maker import Shared
from dxmetrics.workbook.guard import Limits, Package, kind_of_package, refuse
from dxmetrics.workbook.model import Sheet, SheetState, Workbook
from dxmetrics.workbook.sheet_xml import read_sheet
from dxmetrics.workbook.strings_xml import read_strings
from dxmetrics.workbook.styles_xml import read_styles
from dxmetrics.workbook.xml_part import RELATION_IDS, Budget, parse, read_part

_FOLDER = "_rels"
_DEFAULT_WORKBOOK = "xl/workbook.xml"


def read_workbook(data: bytes, limits: Limits | None = None) -> Workbook:
    """All worksheets with their filled cells. Raises Refused (with a ``file.*`` finding) when it is no sane workbook."""
    limits = limits or Limits()
    package = Package(data, limits)
    if kind := kind_of_package(package):
        raise refuse(kind)
    budget = Budget(limits)
    part = _workbook_part(package, budget)
    book = read_part(package, part, budget, _book)
    relations = _relations(package, part, budget)
    shared = Shared(
        strings=read_strings(package, relations.by_type("sharedStrings"), budget),
        styles=read_styles(package, relations.by_type("styles"), budget),
        epoch_1904=book.epoch_1904,
        budget=budget,
    )
    return Workbook(tuple(_sheets(package, book, relations, shared)), _notes(package))


def _sheets(package: Package, book: _BookReader, relations: _Relations, shared: Shared) -> list[Sheet]:
    sheets = []
    for name, state, relation in book.sheets:
        kind, part = relations.by_id.get(relation, ("", ""))
        # Chart and dialog sheets hold no cells.
        if kind == "worksheet" and part in package:
            sheets.append(read_sheet(package, part, name, state, shared))
    if not sheets:
        raise refuse("file.damaged")
    return sheets


class _BookReader:
    """``workbook.xml``: the sheets in order and the date system."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, SheetState, str]] = []
        self.epoch_1904 = False

    def properties(self, attributes: dict[str, str]) -> None:
        self.epoch_1904 = attributes.get("date1904") in ("1", "true")

    def sheet(self, attributes: dict[str, str]) -> None:
        state = attributes.get("state", "visible")
        relation = next((attributes[key] for key in RELATION_IDS if key in attributes), "")
        self.sheets.append(
            (attributes.get("name", ""), state if state in get_args(SheetState) else "visible", relation)
        )


def _book(pieces: Iterable[bytes], part: str, limits: Limits) -> _BookReader:
    book = _BookReader()
    parse(pieces, part, {"workbookPr": book.properties, "sheet": book.sheet}, {}, [], limits)
    return book


class _Relations:
    """A ``.rels`` part: targets by id, each with the last word of its type, as full part names."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.by_id: dict[str, tuple[str, str]] = {}

    def add(self, attributes: dict[str, str]) -> None:
        kind = attributes.get("Type", "").rpartition("/")[2]
        target = attributes.get("Target", "").replace("\\", "/")
        if attributes.get("TargetMode") != "External":
            self.by_id[attributes.get("Id", "")] = (
                kind,
                posixpath.normpath(posixpath.join("/" + self._folder, target)),
            )

    def by_type(self, kind: str) -> str:
        """The first target of this type; a name no part has when there is none."""
        return next((part for known, part in self.by_id.values() if known == kind), "")


def _relations(package: Package, part: str, budget: Budget) -> _Relations:
    """The relations of a part; of the whole package where ``part`` is empty."""
    folder, _, name = part.lstrip("/").rpartition("/")
    path = posixpath.join(folder, _FOLDER, f"{name}.rels")
    return read_part(package, path, budget, _targets) if path in package else _Relations(folder)


def _targets(pieces: Iterable[bytes], part: str, limits: Limits) -> _Relations:
    relations = _Relations(part.rpartition(_FOLDER)[0].rstrip("/"))
    parse(pieces, part, {"Relationship": relations.add}, {}, [], limits)
    return relations


def _workbook_part(package: Package, budget: Budget) -> str:
    part = _relations(package, "", budget).by_type("officeDocument") or _DEFAULT_WORKBOOK
    if part not in package:
        raise refuse("file.not_xlsx_zip")
    return part


def _notes(package: Package) -> tuple[Finding, ...]:
    """Things in the file that are read as data only, never run or followed."""
    names = package.names()
    found = {
        "file.macros": any(name.endswith("vbaproject.bin") for name in names),
        "file.external_links": any("/externallinks/" in name for name in names),
        "file.embedded": any("/embeddings/" in name or "/activex/" in name for name in names),
    }
    return tuple(Finding(code, "note") for code, present in found.items() if present)
