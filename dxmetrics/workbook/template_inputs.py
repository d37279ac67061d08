"""How a data element's value is written into a template, and what Excel shall check while it is typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import DataElement
from dxmetrics.text import Words as Messages
from dxmetrics.workbook.model import address
from dxmetrics.workbook.sheet_draft import CellValue, InputCheck
from dxmetrics.workbook.words import Words

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

    def check(self, element: DataElement, row: int, col: int) -> InputCheck | None:
        """The validation for cells of this element, the first of which is the one given."""
        if element.value_type in ("bool", "enum"):
            return self._list_check(element)
        if element.value_type not in ("int", "decimal"):
            return None
        whole, title = element.value_type == "int", self.say("template.check.title")
        key = f"template.check.{'number' if whole else 'amount'}"
        if not element.na_allowed:
            return InputCheck("integer" if whole else "decimal", title, self.say(key))
        na, cell = self.words.official_not_applicable, address(row, col)
        test = f"ISNUMBER({cell}),{cell}>=0" + (f",{cell}=INT({cell})" if whole else "")
        formula = f'OR(AND({test}),UPPER({cell})="{na}")'
        return InputCheck("custom", title, self.say(f"{key}_na", na=na), formula=formula)

    def _list_check(self, element: DataElement) -> InputCheck | None:
        answers = [self.words.official_yes, self.words.official_no]
        names = [item.name_vi for item in self._choices(element)] if element.value_type == "enum" else answers
        if element.na_allowed:
            names = [*names, self.words.official_not_applicable]
        listed = ",".join(names)
        # A list inside the formula survives the loss of any other sheet, but it knows no comma and no more than this.
        if len(listed) > _MAX_LIST or listed.count(",") != len(names) - 1:
            return None
        message = self.say("template.check.list", choices="; ".join(names))[:_MAX_LIST]
        return InputCheck("list", self.say("template.check.title"), message, choices=tuple(names))
