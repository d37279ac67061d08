"""``subjects.toml``: which data elements and indicators a page shows together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dxmetrics.catalog.names import did_you_mean
from dxmetrics.catalog.tables import read_toml
from dxmetrics.errors import CatalogError

_KEYS = ("elements", "columns", "indicators")


@dataclass(frozen=True)
class Subject:
    """What a page shows of one subject.

    elements    cells of its tables, in the order shown
    columns     sums its charts draw: a name and the cells added up
    indicators  by which indicator a figure is measured, by the figure's name
    """

    code: str
    elements: tuple[str, ...] = ()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    indicators: Mapping[str, str] = field(default_factory=dict)

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of its charts."""
        return tuple(code for codes in self.columns.values() for code in codes)


def read_subjects(path: Path) -> dict[str, Subject]:
    """Subjects by code; none where the plan has no such file: its pages then have nothing to show and say so."""
    tables = read_toml(path) if path.exists() else {}
    return {code: _subject(code, table, f"{path.name} [{code}]") for code, table in tables.items()}


def _subject(code: str, table: Mapping[str, Any], where: str) -> Subject:
    for key in table:
        if key not in _KEYS:
            raise CatalogError(f"{where}: unknown key {key!r}{did_you_mean(key, list(_KEYS))}")
    columns = {name: tuple(codes) for name, codes in table.get("columns", {}).items()}
    return Subject(code, tuple(table.get("elements", ())), columns, dict(table.get("indicators", {})))
