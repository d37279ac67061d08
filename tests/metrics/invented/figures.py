"""What the cells of an invented return say: an indicator moves at its pace, a unit a little before or behind."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping

from tests.metrics.invented.cells import Cell
from tests.metrics.invented.plan_files import Plan, start_of, target_of
from tests.metrics.invented.shapes import IndicatorShape
from tests.metrics.oracle.files import KAD

_WAY_GONE = {
    "stuck": lambda time, chance: 0.2,
    "slow": lambda time, chance: 0.35 * time,
    "steady": lambda time, chance: time,
    "fast": lambda time, chance: 1.7 * time,
    "falling": lambda time, chance: 1 - 1.1 * time,
    "reached": lambda time, chance: chance.choice((1.0, 1.0, 1.0, 0.9)),
    "restless": lambda time, chance: chance.uniform(-0.1, 1.2),
}
"""pace → the share of the way from start to target that is gone at a time between 0 (first quarter) and 1 (end)."""


def fill(plan: Plan, unit: str, asked: Mapping[str, object], time: float, chance: random.Random) -> dict[str, object]:
    """The cells one unit fills in, of those it is asked for."""
    cells = [plan.outline.cells[code] for code in sorted(asked) if code in plan.outline.cells]
    gone = {
        code: _WAY_GONE[shape.pace](
            time * 7 / max(1, shape.deadline - 1) if shape.judgement == "plan" else time, chance
        )
        for code, shape in plan.outline.shapes.items()
    }
    said: dict[str, object] = {}
    for cell in cells:
        value = _value(plan, cell, unit, gone, chance)
        if value is not None:
            said[cell.code] = value
            if cell.document and chance.random() < 0.7:
                said[cell.document] = "12/QD"
    return said


def _value(plan: Plan, cell: Cell, unit: str, gone: Mapping[str, float], chance: random.Random) -> object:
    if cell.part in ("paper", "spare"):
        return chance.random() < 0.5 if cell.part == "spare" else None
    if chance.random() < plan.shape.blanks:
        return None
    if cell.allowed and chance.random() < plan.shape.not_applicable * 0.3:
        return KAD
    shape = plan.outline.shapes[cell.indicator]
    habit = random.Random(f"{plan.shape.seed} {unit} {cell.code}")
    if shape.aggregation == "share_of_units":
        return _answer(shape, cell, gone[cell.indicator], habit, chance)
    return _number(plan, cell, unit, gone[cell.indicator], chance)


def _answer(shape: IndicatorShape, cell: Cell, gone: float, habit: random.Random, chance: random.Random) -> object:
    """Yes once the way gone has passed the unit's own place in the queue."""
    said_yes = gone * shape.goal / 100 > habit.random() or (gone >= 1 and shape.goal == 100)
    if cell.part == "once":
        return None if chance.random() < 0.5 else "12/QD" if cell.kind == "text" else habit.choice((0, 2, 3))
    if cell.kind == "text":
        return "done" if said_yes else None
    if cell.kind == "int":
        return 4 if said_yes else habit.choice((0, 1, 2))
    return said_yes


def _number(plan: Plan, cell: Cell, unit: str, gone: float, chance: random.Random) -> float:
    shape, habit = plan.outline.shapes[cell.indicator], random.Random(f"{plan.shape.seed} {unit} {cell.code}")
    if cell.part == "whole":
        return (
            2 * _whole(plan, shape, unit, cell.code) if chance.random() < 0.05 else _whole(plan, shape, unit, cell.code)
        )
    if shape.pace not in ("stuck", "reached"):
        gone += habit.uniform(-0.1, 0.1)
    share = (start_of(shape) + gone * (target_of(shape) - start_of(shape))) / 100
    if shape.judgement == "guardrail":
        share = 0.5 + (chance.randint(-1, 1) * 0.1 if chance.random() < 0.2 else 0)
    if not cell.whole:
        base = 100 / max(1, plan.shape.departments + plan.shape.own_communes) if shape.aggregation == "sum" else 10
        return _rounded(base * max(0.0, share), cell, up=shape.up)
    most = _whole(plan, shape, unit, cell.whole) // cell.tops
    return min(most, _rounded(most * max(0.0, share), cell, up=shape.up))


def _whole(plan: Plan, shape: IndicatorShape, unit: str, code: str) -> int:
    return (
        10 if shape.pace == "reached" else random.Random(f"{plan.shape.seed} {unit} {code}").choice((0, 4, 8, 10, 20))
    )


def _rounded(number: float, cell: Cell, *, up: bool) -> float:
    if cell.kind == "decimal":
        return round(number, 1)
    return math.ceil(round(number, 6)) if up else math.floor(round(number, 6))
