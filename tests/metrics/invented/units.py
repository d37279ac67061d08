"""The units of one invented plan through its structures: some merge, absorb a neighbour, split, begin or end."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from tests.metrics.invented.shapes import PlanShape

PROVINCE = "P@2020-01-01"
FORMS = {"department": "S", "district": "H", "commune": "X", "network": "N"}


@dataclass(frozen=True)
class Unit:
    """A row of org_units.csv. ``form`` is empty for a commune that rides in its district's return."""

    code: str
    level: str
    parent: str
    form: str
    in_mt2: bool
    it_dedicated: bool
    first: date
    last: date | None = None

    @property
    def id(self) -> str:
        return f"{self.code}@{self.first}"

    def in_force(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass
class Register:
    """All units that ever were, and (old, new, relation, default) of each succession."""

    prefix: str
    chance: random.Random
    units: dict[str, Unit] = field(default_factory=dict)
    heirs: list[tuple[str, str, str, int]] = field(default_factory=list)

    def standing(self) -> list[Unit]:
        return [unit for unit in self.units.values() if unit.last is None]

    def begin(self, level: str, parent: str, day: date, *, rides: bool = False) -> Unit:
        unit = Unit(
            f"{self.prefix}u{len(self.units)}",
            level,
            parent,
            "" if rides else f"{self.prefix}{FORMS[level]}",
            self.chance.random() < 0.8,
            self.chance.random() < 0.5,
            day,
        )
        self.units[unit.id] = unit
        return unit

    def end(self, unit: Unit, day: date) -> None:
        self.units[unit.id] = replace(unit, last=day - timedelta(days=1))

    def hand_over(self, old: Unit, day: date, *new: Unit) -> None:
        """``old`` ends, the first of ``new`` being its default successor."""
        self.end(old, day)
        relation = "whole" if len(new) == 1 else "part"
        self.heirs += [(old.id, heir.id, relation, int(place == 0)) for place, heir in enumerate(new)]


def settle(shape: PlanShape, prefix: str, days: list[date]) -> Register:
    """The units of the first day and what the later days of change make of them."""
    register = Register(prefix, random.Random(shape.seed))
    _first_units(register, shape, days[0])
    for day in days[1:]:
        if register.chance.random() < 0.25:
            _abolish_districts(register, day)
        _rearrange(register, day, shape.unrest)
    return register


def _first_units(register: Register, shape: PlanShape, day: date) -> None:
    for _ in range(shape.departments):
        register.begin("department", PROVINCE, day)
    for _ in range(shape.enterprises):
        register.begin("network", PROVINCE, day)
    for _ in range(shape.own_communes):
        register.begin("commune", PROVINCE, day)
    for _ in range(shape.districts):
        district = register.begin("district", PROVINCE, day)
        for _ in range(shape.communes):
            register.begin("commune", district.id, day, rides=True)


def _abolish_districts(register: Register, day: date) -> None:
    """Every district ends without an heir; its communes become, one or two together, units that report themselves."""
    for district in [unit for unit in register.standing() if unit.level == "district"]:
        left = [unit for unit in register.standing() if unit.parent == district.id]
        while left:
            size = register.chance.choice((1, 2))
            together, left = left[:size], left[size:]
            heir = register.begin("commune", PROVINCE, day)
            for old in together:
                register.hand_over(old, day, heir)
        register.end(district, day)


def _rearrange(register: Register, day: date, unrest: float) -> None:
    """Merge, absorb, split, renew, add or end, among units of one kind under one body."""
    chance = register.chance
    kinds: dict[tuple[str, str], list[Unit]] = {}
    for unit in register.standing():
        if unit.level != "district" and unit.first < day:
            kinds.setdefault((unit.level, unit.parent), []).append(unit)
    for (level, parent), units in kinds.items():
        rides = not units[0].form
        chance.shuffle(units)
        while units and chance.random() < unrest:
            _change(register, units, day, level, parent, rides)


def _change(register: Register, units: list[Unit], day: date, level: str, parent: str, rides: bool) -> None:
    event = register.chance.choice(("merge", "merge", "absorb", "split", "part", "renew", "add", "end"))
    if event == "add":
        register.begin(level, parent, day, rides=rides)
    elif event in ("merge", "absorb", "part") and len(units) > 1:
        _join(register, units, day, event, rides)
    elif event == "split":
        register.hand_over(units.pop(), day, *(register.begin(level, parent, day, rides=rides) for _ in range(2)))
    elif event == "renew":
        register.hand_over(units.pop(), day, register.begin(level, parent, day, rides=rides))
    elif event == "end" and len(units) > 1:
        register.end(units.pop(), day)


def _join(register: Register, units: list[Unit], day: date, event: str, rides: bool) -> None:
    one, other = units.pop(), units.pop()
    heir = other if event == "absorb" else register.begin(one.level, one.parent, day, rides=rides)
    if event == "part":  # the rest of it goes to a neighbour that stays
        register.hand_over(one, day, heir, other)
        return
    register.hand_over(one, day, heir)
    if event == "merge":
        register.hand_over(other, day, heir)
