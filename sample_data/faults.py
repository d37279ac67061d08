"""Spoils a return on its way: what an officer has to find and send back."""

from __future__ import annotations

from dataclasses import replace

from dxmetrics.catalog.model import OrgUnit
from dxmetrics.periods import Period
from sample_data.fill import Filler
from sample_data.history import Filling
from sample_data.settings import Fault, load_words
from sample_data.world import World

_COUNTS = ("D46", "D71.5")
_PARTS = {"D16": "D15", "D59": "D56", "D70.2": "D71.2"}
"""A part and its whole: the first pair that the return is asked gets confused."""
_TOO_MANY = 3


def spoilt_workbook(filler: Filler, world: World, fault: Fault, unit: OrgUnit) -> bytes:
    """The workbook that arrives in place of the right one."""
    if fault.kind == "other_unit":
        return _other_unit(filler, world, unit, fault.period)
    if fault.kind == "other_period":
        return filler.workbook(unit, fault.period.shift(-1))
    filling = filler.filling(unit, fault.period)
    spoil = _text_in_number if fault.kind == "text_in_number" else _above_total
    return filler.workbook(unit, fault.period, spoil(filling))


def _text_in_number(filling: Filling) -> Filling:
    key = next(key for key in filling if key[1] in _COUNTS and len(key) == 2)
    return filling | {key: load_words()["habits"]["not_counted"]}


def _above_total(filling: Filling) -> Filling:
    part, whole = _pair(filling)
    return filling | {part: int(str(filling[whole])) + _TOO_MANY}


def _pair(filling: Filling) -> tuple[tuple[str, ...], tuple[str, ...]]:
    for part, whole in _PARTS.items():
        for unit_id, code, *rest in filling:
            if code == part and not rest and (unit_id, whole) in filling:
                return (unit_id, part), (unit_id, whole)
    raise LookupError("the return has no part and whole to confuse")


def _other_unit(filler: Filler, world: World, unit: OrgUnit, period: Period) -> bytes:
    """A neighbour's workbook, hidden mark and figures and all, with this unit's name typed over the neighbour's."""
    holders = {role.unit_id for role in world.catalog.roles}
    neighbours = [
        other for other in world.catalog.reporters(period) if other.form == unit.form and other.id not in holders
    ]
    place = [other.id for other in neighbours].index(unit.id)
    neighbour = neighbours[place - 1]
    return filler.workbook(replace(neighbour, code=unit.code, name_vi=unit.name_vi), period)
