"""How a data element's value is written into a template, and what Excel shall check while it is typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import DataElement
from dxmetrics.text import Words as Messages
from dxmetrics.workbook.words import Words
from dxmetrics.workbook.xlsx_writer import CellValue, InputCheck

Key = tuple[str, ...]
Filling = Mapping[Key, object]
"""(unit id, element code) → value; (unit id, element code, "note") → the text of its note."""

NOTE = "note"
_MAX_LIST = 255


@dataclass(frozen=True)
class Inputs:
    """Writes values as a clerk would type them. ``filling`` is empty for a template that goes out blank."""

    catalog: Catalog
    words: Words
    say: Messages
    filling: Filling

    def value(self, unit_id: str, element: DataElement) -> CellValue:
        """The filling's value for this cell, None when there is none."""
        return self.typed(element, self.filling.get((unit_id, element.code)))

    def note(self, unit_id: str, codes: Iterable[str]) -> CellValue:
        """The notes of these elements, one below the other: they share a cell."""
        notes = dict.fromkeys(self.filling.get((unit_id, code, NOTE)) for code in codes)
        return "\n".join(str(note) for note in notes if note) or None

    def typed(self, element: DataElement, value: object) -> CellValue:
        """A value in the words and types of the template; texts that are not of the element's type stay as they are."""
        if isinstance(value, bool):
            return self.words.official_yes if value else self.words.official_no
        if element.value_type == "enum":
            return next((item.name_vi for item in self._choices(element) if item.code == value), value)
        if element.value_type in ("text", "ref") and value is not None:
            return str(value)
        if value is None or isinstance(value, (str, int, float, Decimal, date)):
            return value
        return str(value)

    def _choices(self, element: DataElement) -> tuple:
        return self.catalog.enums.get(element.enum, ())

    def check(self, element: DataElement, first: str, cells: str) -> InputCheck | None:
        """The validation for cells of this element. ``first`` is the top left cell, which the formula is written for."""
        if element.value_type in ("bool", "enum"):
            return self._list_check(element, cells)
        if element.value_type not in ("int", "decimal"):
            return None
        whole = element.value_type == "int"
        test = f"ISNUMBER({first}),{first}>=0" + (f",{first}=INT({first})" if whole else "")
        na = self.words.official_not_applicable
        formula = f'OR(AND({test}),UPPER({first})="{na}")' if element.na_allowed else f"AND({test})"
        key = f"template.check.{'number' if whole else 'amount'}{'_na' if element.na_allowed else ''}"
        return InputCheck("custom", formula, cells, self.say("template.check.title"), self.say(key, na=na))

    def _list_check(self, element: DataElement, cells: str) -> InputCheck | None:
        answers = [self.words.official_yes, self.words.official_no]
        names = [item.name_vi for item in self._choices(element)] if element.value_type == "enum" else answers
        if element.na_allowed:
            names = [*names, self.words.official_not_applicable]
        listed = ",".join(names)
        # A list inside the formula survives the loss of any other sheet, but it knows no comma and no more than this.
        if len(listed) > _MAX_LIST or listed.count(",") != len(names) - 1:
            return None
        message = self.say("template.check.list", choices="; ".join(names))[:_MAX_LIST]
        return InputCheck("list", f'"{listed}"', cells, self.say("template.check.title"), message)
