"""Milestones: the points a target's plan line goes through on its way (metrics.md §3)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from dxmetrics.errors import CatalogError
from dxmetrics.periods import Period

if TYPE_CHECKING:
    from dxmetrics.catalog.model import Indicator


@dataclass(frozen=True)
class Milestone:
    """A point of the plan line between baseline and deadline."""

    period: Period
    value: float


def check_milestones(indicator: Indicator, where: str) -> None:
    """Raise CatalogError unless they stand in order of time before the deadline, lead towards the target, and have a line."""
    if not indicator.milestones:
        return
    if indicator.judgement != "plan" or indicator.deadline is None or indicator.target_value is None:
        raise CatalogError(f"{where}: milestones need judgement 'plan' with a target_value and a deadline")
    sign = 1 if indicator.direction == "up" else -1
    periods = [*(item.period for item in indicator.milestones), Period.of_date(indicator.deadline)]
    values = [*(item.value for item in indicator.milestones), indicator.target_value]
    if any(later <= earlier for earlier, later in pairwise(periods)):
        raise CatalogError(f"{where}: milestones must stand in order of time and before the deadline")
    if any(sign * (later - earlier) < 0 for earlier, later in pairwise(values)):
        raise CatalogError(f"{where}: milestones must lead towards the target")
