"""What the units of an invented country send: nothing or a return, refused, waiting, revised, withdrawn."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.metrics.invented.figures import fill
from tests.metrics.invented.plan_files import Plan
from tests.metrics.oracle.facts import Facts, Unit, cutoff_of
from tests.metrics.oracle.ledger import Revision

_USUAL = (("accepted",),)
_TROUBLE = (
    (("rejected",),),
    (("pending",),),
    (("pending", "accepted"),),
    (("pending", "rejected"),),
    (("accepted", "withdrawn"),),
    (("rejected",), ("accepted",)),
    (("accepted",), ("accepted",)),
    (("accepted",), ("rejected",)),
    (("accepted",), ("pending",)),
    (("accepted",), ("accepted", "withdrawn")),
    (("pending", "accepted"), ("accepted",), ("rejected",)),
    (("rejected",), ("accepted", "withdrawn")),
)
"""The fates of a return's revisions, each a list of what happened to it."""


@dataclass(frozen=True)
class Sender:
    """A unit that sends, and those its return is about."""

    plan: Plan
    unit: Unit
    about: tuple[str, ...]


def invent_returns(plans: list[Plan], facts: Facts) -> list[Revision]:
    """Every revision of every return, in the order of arrival."""
    found = [one for plan in plans for one in _returns_of(plan, facts)]
    return sorted(found, key=lambda one: (one.received_at, one.unit, one.revision))


def _returns_of(plan: Plan, facts: Facts) -> Iterator[Revision]:
    chance = random.Random(plan.shape.seed + 3)
    mine = plan.register.units
    for index in facts.periods:
        for unit in facts.in_force(index):
            if unit.id in mine and unit.form and chance.random() >= plan.shape.silence:
                about = (unit.id, *facts.children(unit.id, index))
                yield from _return(Sender(plan, unit, about), facts, index, chance)


def _return(sender: Sender, facts: Facts, index: int, chance: random.Random) -> Iterator[Revision]:
    troubled = chance.random() < sender.plan.shape.trouble
    fates = chance.choice(_TROUBLE) if troubled else _USUAL
    time = (index - facts.periods[0]) / 7
    at = datetime.combine(cutoff_of(index), datetime.min.time()) + timedelta(hours=chance.randint(-20, 70))
    values = {}
    for number, events in enumerate(fates, start=1):
        if troubled:
            at += timedelta(hours=chance.randint(1, 300))
        if not values or chance.random() < 0.7:
            values = _values(sender, facts, index, time, chance)
        yield Revision(sender.unit.id, index, number, at, tuple(_dated(events, at, chance)), values)


def _values(sender: Sender, facts: Facts, index: int, time: float, chance: random.Random) -> dict:
    asked = facts.asked[index]
    return {
        (unit, code): float(value) if isinstance(value, bool | int) else value
        for unit in sender.about
        for code, value in fill(sender.plan, unit, asked.get(unit, ()), time, chance).items()
    }


def _dated(events: tuple[str, ...], at: datetime, chance: random.Random) -> Iterator[tuple[str, datetime]]:
    for event in events:
        yield event, at
        at += timedelta(hours=chance.randint(1, 1500))
