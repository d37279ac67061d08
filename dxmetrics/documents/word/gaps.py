"""What stands against one unit, in words, and what it would take: the rows of ``lagging`` (metrics.md §5) with the
unit's figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from dxmetrics.catalog.model import Indicator
from dxmetrics.documents.letter_kinds import REASONS
from dxmetrics.documents.word.figures import Figures
from dxmetrics.documents.word.model import Number
from dxmetrics.documents.word.say import lower_first, plain, share

_TO_ITS_TARGET = ("below_plan", "regressed", "stagnant")


@dataclass(frozen=True)
class Gap:
    """One reason against a unit: in words, what it would take, and the numbers used."""

    reason: str
    target: str
    text: str
    action: str
    figures: dict[str, Number]


def gaps_of(figures: Figures, unit: str, reasons: Iterable[str] = REASONS) -> list[Gap]:
    """The unit's gaps of these reasons, in the order of ``REASONS``."""
    wanted = list(reasons)
    rows = [row for row in figures.reasons.get(unit, ()) if row["reason"] in wanted]
    return [_gap(figures, row) for row in sorted(rows, key=lambda row: REASONS.index(row["reason"]))]


def _gap(figures: Figures, row: dict) -> Gap:
    target = figures.catalog.targets.get(row["target"])
    if target is None:
        return _of_return(figures, row)
    return _of_target(figures, row, target.headline, figures.own.get((row["org_unit"], target.headline.code)))


def _of_return(figures: Figures, row: dict) -> Gap:
    """What no target is named with: the return itself, or a document that belongs to none."""
    say, reason = figures.say, row["reason"]
    numbers: dict[str, Number] = {}
    if reason == "late":
        numbers = {"days": int(figures.returns[row["org_unit"]]["days_late"])}
    text = say("gap.evidence_missing_any" if reason == "evidence_missing" else f"gap.{reason}", **numbers)
    return Gap(reason, "", text, say(f"gap.do_{reason}"), numbers)


def _of_target(figures: Figures, row: dict, item: Indicator, value: dict | None) -> Gap:
    say, reason = figures.say, row["reason"]
    numbers: dict[str, Number] = {}
    is_share = item.aggregation == "share_of_units"
    known = value is not None and not pd.isna(value["value"])
    key, words = f"gap.{reason}", {}
    if reason in ("below_plan", "regressed") and (is_share or not known):
        key += "_not_met"
    elif reason in _TO_ITS_TARGET:
        numbers["value"] = value["value"] if known else 0.0
        words["value"] = share(numbers["value"])
        if reason == "below_plan":
            numbers["planned"] = value["planned_now"]
            words["planned"] = share(value["planned_now"])
    text = say(key, name=item.name_vi, **words)
    action, more = _action(figures, reason, item, numbers)
    return Gap(reason, row["target"], text, action, numbers | more)


def _action(figures: Figures, reason: str, item: Indicator, numbers: dict) -> tuple[str, dict[str, Number]]:
    say = figures.say
    if reason not in _TO_ITS_TARGET:
        return say(f"gap.do_{reason}"), {}
    action = lower_first(item.action_vi) or lower_first(item.name_vi)
    if "planned" not in numbers or numbers["planned"] <= numbers["value"]:
        return action, {}
    points = numbers["planned"] - numbers["value"]
    return say("gap.do_raise", action=action, points=plain(points)), {"points": points}
