"""What the store already knows of returns and their units: revisions, values in force, what earlier quarters said.

Every question is asked for many returns at once: a pile's group asks each of them once (known.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import OrgUnit
from dxmetrics.periods import Period
from dxmetrics.store.outcome import NOT_APPLICABLE, Stored
from dxmetrics.store.sqlfiles import query
from dxmetrics.store.store import Store

Key = tuple[str, str]
"""Org unit and data element."""


@dataclass(frozen=True)
class Revision:
    """One revision of a return and its state: rejected, pending, accepted or withdrawn."""

    revision_id: int
    revision: int
    sha256: str
    state: str


class TypedValue(NamedTuple):
    """One value of a revision, as stored, with its cell."""

    value: Stored
    sheet: str
    cell: str


def return_id(unit: OrgUnit, form: str, period: Period) -> str:
    """The name of a return, the same for all its revisions: ``323@2024-01-01/district/2024Q2``."""
    return f"{unit.id}/{form}/{period.code}"


def revisions(store: Store, names: Iterable[str]) -> dict[str, list[Revision]]:
    """Revisions of each return, oldest first; an empty list where there is none."""
    found: dict[str, list[Revision]] = {name: [] for name in names}
    for name, *row in store.rows(query("return_revisions"), {"return_ids": list(found)}) if found else ():
        found[name].append(Revision(*row))
    return found


def in_force(found: list[Revision]) -> Revision | None:
    """The highest accepted revision."""
    return next((item for item in reversed(found) if item.state == "accepted"), None)


def standing(found: list[Revision]) -> Revision | None:
    """The highest revision that is accepted or pending: what the same bytes again would repeat."""
    return next((item for item in reversed(found) if item.state in ("accepted", "pending")), None)


def values_of(store: Store, revision_ids: Collection[int]) -> dict[int, dict[Key, TypedValue]]:
    """The typed values of some revisions."""
    found: dict[int, dict[Key, TypedValue]] = {number: {} for number in revision_ids}
    rows = store.rows(query("return_values"), {"revision_ids": list(found)}) if found else ()
    for number, unit, element, *typed, sheet, cell in rows:
        found[number][unit, element] = TypedValue(as_stored(store.catalog, element, *typed), sheet, cell)
    return found


def values_in_force(store: Store, places: Collection[tuple[str, str]]) -> dict[str, dict[Key, Stored]]:
    """Values in force of units in periods, ``places`` being pairs of unit and period; by period."""
    found: dict[str, dict[Key, Stored]] = {period: {} for _, period in places}
    wanted = {"org_units": [unit for unit, _ in places], "periods": [period for _, period in places]}
    for unit, period, element, *typed in store.rows(query("values_in_force"), wanted) if places else ():
        found[period][unit, element] = as_stored(store.catalog, element, *typed)
    return found


def previous_values(store: Store, units: Iterable[str], period: Period) -> dict[Key, Stored]:
    """The value of the quarter just before, for the column "Kỳ trước"."""
    before = period.shift(-1).code
    return values_in_force(store, [(unit, before) for unit in units]).get(before, {})


def stated_elements(store: Store, unit: str, period: Period) -> set[str]:
    """Elements asked only once that this unit has already stated before ``period``."""
    return {row[0] for row in store.rows(query("stated_elements"), {"org_unit": unit, "before": period.index})}


def as_stored(catalog: Catalog, element: str, number: Decimal | None, text: str | None, not_applicable: bool) -> Stored:
    """A value as it is compared, from the columns it is stored in."""
    if not_applicable:
        return NOT_APPLICABLE
    if number is None:
        return text
    known = catalog.elements.get(element)
    return bool(number) if known and known.value_type == "bool" else number
