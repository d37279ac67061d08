"""The compound-growth score of Open SDG and Eurostat, beside the headline and never instead of it (metrics.md §4).

Kept exactly as published, its quirks included, so that a ministry can compare a province with other data sites.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

ScoreStatus = Literal[
    "target_achieved", "substantial_progress", "moderate_progress", "limited_progress", "deterioration", "not_available"
]

_ALMOST_ZERO = 0.001
_SUBSTANTIAL, _MODERATE = 0.95, 0.60
_HIGH, _MID = 0.015, 0.005
_LIMIT_POWER = 4.44


@dataclass(frozen=True)
class Measurement:
    """Two points of a series and, where there is one, its target. ``direction``: 1 more is better, -1 less is better."""

    base_value: float
    base_year: float
    current_value: float
    current_year: float
    direction: int
    limit: float | None = None
    target: float | None = None
    target_year: float | None = None


@dataclass(frozen=True)
class Score:
    """``progress_value`` is R (against a target) or G (growth a year); ``score`` runs from -5 to 5."""

    progress_value: float | None
    score: float | None
    status: ScoreStatus


_NOT_AVAILABLE = Score(None, None, "not_available")


def score(measured: Measurement) -> Score:
    """Score one series. ``not_available``: base not before current, or values of opposite signs."""
    if not measured.base_year < measured.current_year or measured.base_value * measured.current_value < 0:
        return _NOT_AVAILABLE
    return _without_target(measured) if measured.target is None else _with_target(measured)


def _with_target(measured: Measurement) -> Score:
    base = measured.base_value or _ALMOST_ZERO
    target = measured.target or _ALMOST_ZERO
    if base * target < 0:
        return _NOT_AVAILABLE
    needed = _growth(target, base, measured.target_year - measured.base_year)
    actual = _growth(measured.current_value, base, measured.current_year - measured.base_year)
    ratio = None if needed == 0 else math.copysign(1, base) * measured.direction * actual / abs(needed)
    if measured.direction * (measured.current_value - measured.target) >= 0:
        return Score(ratio, 5.0, "target_achieved")
    if ratio is None:
        return _NOT_AVAILABLE
    points = min(7.1429 * ratio - 4.2857, 5.0) if ratio >= _MODERATE else max(4.1667 * ratio - 2.5, -5.0)
    return Score(ratio, points, _status(ratio, _SUBSTANTIAL, _MODERATE))


def _without_target(measured: Measurement) -> Score:
    base = measured.base_value or _ALMOST_ZERO
    sign = math.copysign(1, base)
    growth = (
        sign * measured.direction * _growth(measured.current_value, base, measured.current_year - measured.base_year)
    )
    scale = _near_limit(abs(base), measured.limit)
    return Score(growth, _growth_points(growth, scale), _status(growth, _HIGH * scale, _MID * scale))


def _growth(value: float, base: float, years: float) -> float:
    """Compound growth a year from ``base`` to ``value``."""
    return (value / base) ** (1 / years) - 1


def _near_limit(base: float, limit: float | None) -> float:
    """How much the growth thresholds shrink near a natural limit: 1 far from it, 0 at it."""
    if limit is None or base >= 2 * limit:
        return 1.0
    if base <= limit:
        return 1 - (base / limit) ** _LIMIT_POWER
    return 1 - ((2 * limit - base) / limit) ** _LIMIT_POWER


def _growth_points(growth: float, scale: float) -> float:
    if growth < 0:
        return max(125 * growth - 2.5, -5.0)
    if scale == 0:
        return 5.0
    if growth >= _HIGH * scale:
        return min(500 * growth / scale - 5, 5.0)
    if growth >= _MID * scale:
        return 250 * growth / scale - 1.25
    return 500 * growth / scale - 2.5


def _status(value: float, substantial: float, moderate: float) -> ScoreStatus:
    if value >= substantial:
        return "substantial_progress"
    if value >= moderate:
        return "moderate_progress"
    return "limited_progress" if value >= 0 else "deterioration"
