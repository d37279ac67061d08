"""Returns filled so that every cell has a value of its own: a figure in the wrong place would be seen."""

from __future__ import annotations

import random
from collections.abc import Container
from datetime import date
from decimal import Decimal

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import DataElement, OrgUnit, SumRule
from dxmetrics.periods import Period

Typed = dict[tuple[str, str], object]
"""(unit, element) → what the clerk types."""


def varied_filling(catalog: Catalog, unit: OrgUnit, period: Period, stated: Container[str] = ()) -> Typed:
    """A value for every input of the unit's template, all different where their types allow, within every rule."""
    chance = random.Random(f"{unit.id}|{period}")
    values: Typed = {}
    for row in catalog.rows_for(unit, period, "unit", stated):
        element = catalog.elements[row.data_element]
        values[unit.id, element.code] = _value(catalog, element, chance)
        if element.document:
            values[unit.id, element.document] = f"{chance.randint(1, 999)}/QĐ-UBND ngày 12/5/2024"
    for commune in catalog.communes_of(unit.id, period):
        for row in catalog.rows_for(unit, period, "commune", stated):
            values[commune.id, row.data_element] = _value(catalog, catalog.elements[row.data_element], chance)
    for task in catalog.tasks_of(unit, period):
        values[unit.id, f"{task.code}.state"] = chance.choice(
            ("not_started", "in_progress", "done", "ongoing", "unknown")
        )
        values[unit.id, f"{task.code}.result"] = f"Kết quả {chance.randint(1, 999)}"
        values[unit.id, f"{task.code}.ref"] = f"{chance.randint(1, 999)}/KH-UBND"
    for number in (1, 2):
        values[unit.id, f"D96.{number}"] = f"Khó khăn {chance.randint(1, 999)}"
        values[unit.id, f"D97.{number}"] = f"Đề xuất {chance.randint(1, 999)}"
    _keep_rules(catalog, values)
    return values


def _value(catalog: Catalog, element: DataElement, chance: random.Random) -> object:
    match element.value_type:
        case "int":
            return chance.randint(10, 9999)
        case "decimal":
            return Decimal(chance.randint(100, 99999)) / 10
        case "bool":
            return chance.random() < 0.5
        case "enum":
            return chance.choice(catalog.enums[element.enum]).code
        case "date":
            return date(2024, chance.randint(1, 12), chance.randint(1, 28))
        case "ref":
            return f"{chance.randint(1, 999)}/QĐ-UBND ngày 12/5/2024"
    return f"Nội dung {chance.randint(1, 9999)}"


def _keep_rules(catalog: Catalog, values: Typed) -> None:
    """Lower a left side that is too great, set one that must be equal, until nothing moves."""
    moved = True
    while moved:
        moved = False
        for unit in dict.fromkeys(unit for unit, _ in values):
            for rule in catalog.rules:
                moved |= _keep(rule, unit, values)


def _keep(rule: SumRule, unit: str, values: Typed) -> bool:
    left = [(unit, code) for code in rule.left if (unit, code) in values]
    right = [values[unit, code] for code in rule.right if (unit, code) in values]
    if not left or not right:
        return False
    room, sought = sum(right), sum(values[key] for key in left)
    if sought == room or (rule.operator == "<=" and sought < room):
        return False
    for place, key in enumerate(left):
        values[key] = room if place == 0 and rule.operator == "=" else room // (len(left) + 1)
    return True
