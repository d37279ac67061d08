"""``targets.toml``: targets with their indicators, conditions written as short terms (``D03 > stated D04``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dxmetrics.catalog.model import Condition, Indicator, Milestone, RatioPart, Target, Term
from dxmetrics.catalog.tables import build
from dxmetrics.errors import CatalogError

_TERM = re.compile(r"(?P<element>[\w.]+)\s+(?:(?P<given>given)|(?P<operator>>=|>|=|is)\s+(?P<operand>.+))")
_INDICATOR_DEFAULTS: Mapping[str, Any] = {
    "section": "",
    "action_vi": "",
    "action_en": "",
    "headline": False,
    "part_of_whole": False,
    "each_level": False,
    "unit": "percent",
    "target_value": None,
    "deadline": None,
    "baseline": None,
    "baseline_date": None,
    "first_period": None,
    "last_period": None,
}


def build_targets(tables: list[dict[str, Any]], file: str) -> dict[str, Target]:
    """Targets by code, in the file's order, each with its headline indicator first."""
    return {table.get("code", ""): _target(table, file) for table in tables}


def _target(table: dict[str, Any], file: str) -> Target:
    where = f"{file} target {table.get('code', '?')}"
    plain = {name: value for name, value in table.items() if name != "indicator"}
    indicators = tuple(
        build_indicator(raw, plain, position, where) for position, raw in enumerate(table.get("indicator", []))
    )
    if not indicators:
        raise CatalogError(f"{where}: has no [[target.indicator]]")
    return build(Target, {**plain, "indicators": indicators}, where)


def build_indicator(raw: dict[str, Any], target: dict[str, Any], position: int, where: str) -> Indicator:
    """One indicator of a target (or task) of that code and section; the first one is the headline."""
    here = f"{where} indicator {raw.get('code', '?')}"
    given = {name: value for name, value in raw.items() if name not in ("condition", "part", "milestones")}
    values = {
        **_INDICATOR_DEFAULTS,
        "target": target["code"],
        "headline": position == 0,
        **given,
        "conditions": tuple(_condition(item, here) for item in raw.get("condition", [])),
        "parts": tuple(_part(item, here) for item in raw.get("part", [])),
        "milestones": tuple(build(Milestone, item, f"{here} milestone") for item in raw.get("milestones", [])),
    }
    values["section"] = values["section"] or target["section"]
    indicator = build(Indicator, values, here)
    if bool(indicator.conditions) == bool(indicator.parts):
        raise CatalogError(f"{here}: needs either condition or part")
    return indicator


def _condition(raw: dict[str, Any], where: str) -> Condition:
    terms = tuple(parse_term(text, where) for text in raw.get("terms", []))
    return build(Condition, {"ever": False, **raw, "terms": terms}, f"{where} condition")


def _part(raw: dict[str, Any], where: str) -> RatioPart:
    return build(RatioPart, {"group": "", "denominator": [], **raw}, f"{where} part")


def parse_term(text: str, where: str) -> Term:
    """``D12 = yes``, ``D08 > 0``, ``D03 > stated D04``, ``D17 is done``, ``D09 given``; CatalogError on anything else."""
    match = _TERM.fullmatch(text.strip())
    if not match:
        raise CatalogError(
            f"{where}: {text!r} is not a term; write it as 'D12 = yes', 'D03 > stated D04' or 'D09 given'"
        )
    if match["given"]:
        return Term(match["element"], "given")
    operand = match["operand"].strip()
    if match["operator"] == "is":
        return Term(match["element"], "is", other=operand)
    if operand == "yes":
        return Term(match["element"], match["operator"], number=1.0)
    if re.fullmatch(r"-?\d+(\.\d+)?", operand):
        return Term(match["element"], match["operator"], number=float(operand))
    element = operand.removeprefix("stated ").strip()
    return Term(match["element"], match["operator"], other=element, stated=operand.startswith("stated "))
