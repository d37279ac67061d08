"""What the store already knows of returns and their units: revisions, values in force, what earlier quarters said.

Every question is asked for many returns at once: a pile's group asks each of them once (known.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
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
Place = tuple[str, str]
"""Org unit and period."""


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


def period_of(name: str) -> str:
    """The period of a return, by its name."""
    return name.rpartition("/")[2]


def revisions(store: Store, places: Iterable[Place]) -> dict[str, list[Revision]]:
    """Revisions of each return that units sent for periods, by its name, oldest first.

    Two questions, each of which passes by what it does not need: its cost does not grow with the store's quarters.
    """
    wanted = sorted(set(places))
    asked = {"org_units": [unit for unit, _ in wanted], "periods": [period for _, period in wanted]}
    rows = store.rows(query("return_revisions"), asked) if wanted else []
    numbers = [row[1] for row in rows]
    states = dict(store.rows(query("revision_states"), {"revision_ids": numbers})) if rows else {}
    found: dict[str, list[Revision]] = {}
    for name, revision_id, revision, sha256 in rows:
        found.setdefault(name, []).append(Revision(revision_id, revision, sha256, states[revision_id]))
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


def reporters(catalog: Catalog, places: Iterable[Place]) -> set[Place]:
    """Who may have reported on units: each on itself, and the unit above it (a district on its communes)."""
    above = {
        (unit.parent_id, period) for name, period in places if (unit := catalog.units.get(name)) and unit.parent_id
    }
    return {*places, *above}


def values_at(
    places: Collection[Place], found: Mapping[str, list[Revision]], values: Mapping[int, Mapping[Key, TypedValue]]
) -> dict[str, dict[Key, Stored]]:
    """Values in force of units in periods, by period, out of returns with their revisions' values."""
    told: dict[str, dict[Key, Stored]] = {period: {} for _, period in places}
    for name, sent in found.items():
        period, revision = period_of(name), in_force(sent)
        if revision and period in told:
            said = values[revision.revision_id].items()
            told[period] |= {key: typed.value for key, typed in said if (key[0], period) in places}
    return told


def previous_values(store: Store, units: Iterable[str], period: Period) -> dict[Key, Stored]:
    """The value of the quarter just before, for the column "Kỳ trước"."""
    before = period.shift(-1).code
    places = {(unit, before) for unit in units}
    found = revisions(store, reporters(store.catalog, places))
    numbers = {revision.revision_id for sent in found.values() if (revision := in_force(sent))}
    return values_at(places, found, values_of(store, numbers)).get(before, {})


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
