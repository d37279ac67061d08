"""Finding a unit by what somebody typed, among the units it may be: exact on a tolerant key, or the nearest as a question."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from dxmetrics.catalog.model import Alias, OrgUnit
from dxmetrics.catalog.names import bare_key, key

_BRACKETS = re.compile(r"\([^)]*\)")
_MOST_FOUND, _LONGEST = 2048, 200
"""Names asked for before are remembered: the same come back in every return."""


class UnitIndex:
    """Names of some units, squeezed. Two units that share a key can't be told apart by it, so it finds neither."""

    def __init__(self, units: Iterable[OrgUnit], aliases: Iterable[Alias]) -> None:
        self._full: dict[str, set[OrgUnit]] = {}
        self._bare: dict[str, set[OrgUnit]] = {}
        by_code: dict[str, OrgUnit] = {}
        for unit in units:
            by_code[unit.code] = by_code[unit.abbr or unit.code] = unit
            for text in (unit.id, unit.code, unit.abbr, unit.name_vi, unit.name_en):
                self._add(self._full, key(text), unit)
            self._add(self._bare, bare_key(unit.name_vi), unit)
        for alias in aliases:
            if alias.unit_code in by_code:
                self._add(self._full, key(alias.alias), by_code[alias.unit_code])
        self._found: dict[str, OrgUnit | None] = {}

    @staticmethod
    def _add(index: dict[str, set[OrgUnit]], text: str, unit: OrgUnit) -> None:
        if text:
            index.setdefault(text, set()).add(unit)

    def find(self, text: str) -> OrgUnit | None:
        """The one unit this text names (id, code, abbreviation, name, alias; then the name without its kind), or None."""
        if text not in self._found:
            if len(self._found) >= _MOST_FOUND or len(text) > _LONGEST:
                return self._find(text)
            self._found[text] = self._find(text)
        return self._found[text]

    def _find(self, text: str) -> OrgUnit | None:
        name = _BRACKETS.sub(" ", text)
        for index, sought in ((self._full, key(text)), (self._full, key(name)), (self._bare, bare_key(name))):
            units = index.get(sought, set())
            if len(units) == 1:
                return next(iter(units))
        return None

    def suggest(self, text: str) -> OrgUnit | None:
        """The nearest unit by spelling, to be confirmed by a person; None when nothing is near."""
        near = get_close_matches(bare_key(_BRACKETS.sub(" ", text)), list(self._bare), n=1, cutoff=0.75)
        units = self._bare[near[0]] if near else set()
        return next(iter(units)) if len(units) == 1 else None
