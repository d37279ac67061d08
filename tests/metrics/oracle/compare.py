"""Rows of two roads side by side, to 1e-9."""

from __future__ import annotations

import math
from collections.abc import Iterable

from tests.metrics.oracle.judgement import Judge

_FIGURES = (
    "numerator denominator value lower upper reported_share met not_met not_reported not_applicable carried_age "
    "baseline baseline_period target_value status peer_group comparable_value"
)
COLUMNS = (
    f"{_FIGURES} direction deadline_period planned_now progress_share plan_attainment pace required_pace projected "
    "pace_recent projected_recent gap_pct units_to_go units_per_quarter_needed status_lower status_upper"
).split()
GUARDED = _FIGURES.split()
"""Guardrails and what has no number: no plan line, no pace."""


def by_key(rows: Iterable[dict], names: tuple[str, ...]) -> dict[tuple, dict]:
    """Rows by the columns that tell them apart."""
    found = {tuple(row[name] for name in names): row for row in rows}
    return found


def differences(expected: dict, found: dict, columns: Iterable[str]) -> list[str]:
    """Columns in which two rows differ by more than 1e-9, with both values."""
    return [
        f"{name}: recomputed {expected.get(name)!r}, product {found[name]!r}"
        for name in columns
        if not same(expected.get(name), found[name])
    ]


def same(one: object, other: object) -> bool:
    if is_nothing(one) or is_nothing(other):
        return is_nothing(one) and is_nothing(other)
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    return math.isclose(float(one), float(other), rel_tol=1e-9, abs_tol=1e-9)


def is_nothing(value: object) -> bool:
    return bool(value is None or type(value).__name__ in ("NAType", "NaTType") or value != value)


def columns_of(judge: Judge, indicator: str) -> list[str]:
    """The columns an indicator's judgement fills."""
    judgement = judge.answers.item(indicator)["judgement"]
    if judgement in ("plan", "annual"):
        return COLUMNS
    return [name for name in GUARDED if judgement == "guardrail" or name != "comparable_value"]
