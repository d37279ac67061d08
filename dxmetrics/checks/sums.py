"""Rules that compare sums within one unit's row or sheet (``rules.csv``): ``D16 <= D15``, ``D46 = D05 + D06 + D07``."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Mapping
from decimal import Decimal

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import SumRule
from dxmetrics.checks.at_cell import at_cell
from dxmetrics.findings import Finding
from dxmetrics.workbook.draft import RawValue, ReturnDraft

_OPERATORS = {"<=": operator.le, "=": operator.eq}
_CODES = {"<=": "rule.more_than", "=": "rule.not_equal"}


def check_sums(draft: ReturnDraft, catalog: Catalog) -> Iterator[Finding]:
    """``rule.more_than`` or ``rule.not_equal`` at the first cell of the left side."""
    for values in draft.by_unit():
        asked = values.keys()
        for rule in catalog.rules:
            if asked.isdisjoint(rule.left) or asked.isdisjoint(rule.right):
                continue  # most rules are about another form's cells
            if rule.operator == "=" and not asked >= {*rule.left, *rule.right}:
                continue  # an equation with a part nobody asked for says nothing
            if (left := _sum(values, rule.left)) is None or (right := _sum(values, rule.right)) is None:
                continue
            if not _OPERATORS[rule.operator](left, right):
                yield _finding(rule, values, left, right, catalog)


def _sum(values: Mapping[str, RawValue], codes: tuple[str, ...]) -> Decimal | None:
    """The sum of the cells this return is asked for; None when there is none, or when one of them is blank.

    A cell the form does not have, or that is not applicable, adds nothing (a department has one of the five member
    groups); a blank one could be anything.
    """
    asked = [values[code] for code in codes if code in values]
    if not asked:
        return None
    given = [item.value for item in asked if item.state == "given"]
    if not given or any(item.state == "missing" for item in asked):
        return None
    return sum(given, Decimal(0))


def _finding(rule: SumRule, values: Mapping[str, RawValue], left: Decimal, right: Decimal, catalog: Catalog) -> Finding:
    first = next(values[code] for code in rule.left if code in values and values[code].state == "given")
    cells = [values[code].cell for code in rule.right if code in values]
    params = {
        "rule": rule.code,
        "left": " + ".join(code for code in rule.left if code in values),
        "left_sum": left,
        "right": " + ".join(code for code in rule.right if code in values),
        "right_sum": right,
        "right_cells": ", ".join(cells),
    }
    return at_cell(_CODES[rule.operator], rule.severity, first, catalog, **params)
