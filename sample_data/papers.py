"""Invented documents that prove a yes or a count: number, symbol, day and subject, as offices cite them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dxmetrics.catalog.model import OrgUnit
from dxmetrics.periods import Period
from sample_data.chance import dice
from sample_data.settings import load_words
from sample_data.world import World

YEARLY = frozenset({"D33.ref", "D91.ref", "D104.ref", "D105.ref"})
"""Documents that are issued anew every year."""
OF_GOVERNMENT = frozenset({"D31.ref", "D33.ref"})
"""A steering committee's documents: the People's Committee signs them, the province's own too."""


def is_yes(value: object) -> bool:
    """Whether a value is one that a document should prove."""
    if isinstance(value, str):
        return value not in ("", "KAD", "none", "not_started", "drafting")
    return bool(value)


def reference(world: World, unit: OrgUnit, document: str, since: Period) -> str:
    """The citation of a unit's document that was issued in the quarter ``since``."""
    words = load_words()["papers"]
    kind, about = words["about"]["task" if document not in words["about"] else document]
    chosen = dice(world.settings.seed, "paper", unit.id, document, since)
    day = _working_day(world, unit, since, chosen.random())
    body = unit.abbr if unit.abbr and document not in OF_GOVERNMENT else words["government"]
    return words["pattern"].format(
        number=chosen.randint(5, 980), symbol=kind, body=body, day=f"{day.day}/{day.month}/{day.year}",
        about=about.format(year=day.year),
    )  # fmt: skip


def _working_day(world: World, unit: OrgUnit, period: Period, chance: float) -> date:
    first = max(period.start, unit.valid_from, world.catalog.plan.date + timedelta(days=1))
    day = first + timedelta(days=int((period.cutoff - first).days * chance))
    while day.weekday() >= 5 and day > first:
        day -= timedelta(days=1)
    return day


def first_quarter(world: World, unit: OrgUnit, period: Period, holds: Callable[[Period], bool], yearly: bool) -> Period:
    """The quarter since when ``holds`` has been true without a break, not before the unit's first (or this year)."""
    since = period
    while True:
        before = since.shift(-1)
        outside = before < world.catalog.plan.first_period or not unit.in_force(before.cutoff)
        if outside or (yearly and before.year < period.year) or not holds(before):
            return since
        since = before
