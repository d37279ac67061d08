"""What offices do to a filled return, as changes to an openpyxl workbook, each with what must become of the values.

A mutation either leaves the truth as it is (the reader must still find every value), changes it (a cell was really
emptied), or makes cells that must not be read but asked about (``Filled.told``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from openpyxl.workbook import Workbook

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import OrgUnit

Key = tuple[str, str]
FIGURES, COMMUNES, TASKS = "Biểu 1", "Biểu 2", "Biểu 3"


@dataclass
class Filled:
    """A filled return being spoilt. ``places``: (sheet, cell) of each asked cell; ``told``: keys that need a finding
    at their cell."""

    catalog: Catalog
    unit: OrgUnit
    made: Workbook
    truth: dict[Key, object]
    places: dict[Key, tuple[str, str]]
    random: Random
    told: set[Key] = field(default_factory=set)
    used: set[Key] = field(default_factory=set)

    def pick(self, value_type: str, fits: Callable[[object], bool] = lambda value: True) -> Key | None:
        """A filled cell of this type that nothing was done to yet."""
        keys = [
            key
            for key, value in sorted(self.truth.items())
            if key in self.places
            and key not in self.used
            and key[1] in self.catalog.elements
            and self.catalog.elements[key[1]].value_type == value_type
            and fits(value)
        ]
        key = self.random.choice(keys) if keys else None
        self.used.add(key)
        return key

    def cell(self, key: Key) -> object:
        sheet, ref = self.places[key]
        return self.made[sheet][ref]

    def put(self, key: Key, value: object, **looks: object) -> None:
        cell = self.cell(key)
        cell.value = value
        if isinstance(value, str) and not value.startswith("="):
            cell.data_type = "s"
        for name, look in looks.items():
            setattr(cell, name, look)

    def lose(self, key: Key) -> None:
        """The cell must not be read and must be asked about."""
        del self.truth[key]
        self.told.add(key)


Mutate = Callable[[Filled], None]
