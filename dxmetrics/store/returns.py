"""What the store already knows of a return and its units: revisions, values in force, what earlier quarters said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from dxmetrics.catalog.model import OrgUnit
from dxmetrics.periods import Period
from dxmetrics.store.outcome import NOT_APPLICABLE, Stored
from dxmetrics.store.sqlfiles import query
from dxmetrics.store.store import Store

_LOOK_BACK = 4
"""Quarters that rules over history look back: a year, so that a half-yearly cell still finds its last value."""

Key = tuple[str, str]
"""Org unit and data element."""


@dataclass(frozen=True)
class Revision:
    """One revision of a return and its state: rejected, pending, accepted or withdrawn."""

    revision_id: int
    revision: int
    sha256: str
    state: str


@dataclass(frozen=True)
class TypedValue:
    """One value of a revision, as stored, with its cell."""

    value: Stored
    sheet: str
    cell: str


def return_id(unit: OrgUnit, form: str, period: Period) -> str:
    """The name of a return, the same for all its revisions: ``323@2024-01-01/district/2024Q2``."""
    return f"{unit.id}/{form}/{period.code}"


def revisions(store: Store, name: str) -> list[Revision]:
    """Revisions of a return, oldest first."""
    return [Revision(*row) for row in store.rows(query("return_revisions"), {"return_id": name})]


def in_force(found: list[Revision]) -> Revision | None:
    """The highest accepted revision."""
    return next((item for item in reversed(found) if item.state == "accepted"), None)


def standing(found: list[Revision]) -> Revision | None:
    """The highest revision that is accepted or pending: what the same bytes again would repeat."""
    return next((item for item in reversed(found) if item.state in ("accepted", "pending")), None)


def values_of(store: Store, revision: Revision | None) -> dict[Key, TypedValue]:
    """The typed values of a revision; none when there is no revision."""
    if revision is None:
        return {}
    rows = store.rows(query("return_values"), {"revision_id": revision.revision_id})
    return {
        (unit, element): TypedValue(_stored(store, element, number, text, na), sheet, cell)
        for unit, element, number, text, na, sheet, cell in rows
    }


def earlier_values(store: Store, units: Iterable[str], period: Period) -> dict[tuple[str, str, Period], Stored]:
    """Values in force of these units in the four quarters before ``period``, by (unit, element, period)."""
    parameters = {"org_units": list(units), "before": period.index, "from": period.index - _LOOK_BACK}
    return {
        (unit, element, Period.parse(code)): _stored(store, element, number, text, na)
        for unit, element, code, number, text, na in store.rows(query("earlier_values"), parameters)
    }


def previous_values(store: Store, units: Iterable[str], period: Period) -> dict[Key, Stored]:
    """The value of the quarter just before, for the column "Kỳ trước"."""
    before = period.shift(-1)
    return {
        (unit, element): value
        for (unit, element, at), value in earlier_values(store, units, period).items()
        if at == before
    }


def stated_elements(store: Store, unit: str, period: Period) -> set[str]:
    """Elements asked only once that this unit has already stated before ``period``."""
    return {row[0] for row in store.rows(query("stated_elements"), {"org_unit": unit, "before": period.index})}


def _stored(store: Store, element: str, number: Decimal | None, text: str | None, not_applicable: bool) -> Stored:
    if not_applicable:
        return NOT_APPLICABLE
    if number is None:
        return text
    known = store.catalog.elements.get(element)
    return bool(number) if known and known.value_type == "bool" else number
