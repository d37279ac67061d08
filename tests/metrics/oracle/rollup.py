"""Figures of many units together: counts pool, percentages are never averaged (metrics.md §2)."""

from __future__ import annotations

from dataclasses import dataclass

from tests.metrics.oracle.answers import MET, NOT_APPLICABLE, NOT_MET, UNKNOWN, Pair

Answer = str | Pair


@dataclass(frozen=True)
class Figures:
    """One row of indicator_value. Shares in percent; ``reported_share`` is empty where the target applies to nobody."""

    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    reported_share: float | None = None
    met: int | None = None
    not_met: int | None = None
    not_reported: int = 0
    not_applicable: int = 0
    carried_age: int | None = None


def pool(item: dict, answers: list[Answer]) -> Figures | None:
    """All units' answers as one; None of no units."""
    if not answers:
        return None
    return _share(answers) if item["aggregation"] == "share_of_units" else _numbers(item, answers)


def _share(answers: list[str]) -> Figures:
    met, missed, silent, out = (answers.count(state) for state in (MET, NOT_MET, UNKNOWN, NOT_APPLICABLE))
    counted = met + missed + silent
    if not counted:
        return Figures(numerator=0, denominator=0, met=0, not_met=0, not_applicable=out)
    share = 100 * met / counted
    return Figures(
        numerator=met,
        denominator=counted,
        value=share if met + missed else None,
        lower=share,
        upper=100 * (met + silent) / counted,
        reported_share=100 * (met + missed) / counted,
        met=met,
        not_met=missed,
        not_reported=silent,
        not_applicable=out,
    )


def _numbers(item: dict, pairs: list[Pair]) -> Figures:
    applying = [pair for pair in pairs if pair.state != NOT_APPLICABLE]
    if not applying:
        return Figures(not_applicable=len(pairs))
    silent = sum(pair.state == UNKNOWN for pair in applying)
    fed = [pair for pair in applying if pair.numerator is not None]
    top = sum(pair.numerator for pair in fed) if fed else None
    below = sum(pair.denominator for pair in fed) if fed and item["aggregation"] != "sum" else None
    value = top if item["aggregation"] == "sum" else 100 * top / below if below else None
    lower, upper = (value, None) if item["aggregation"] == "sum" else _bounds(item, applying)
    return Figures(
        numerator=top,
        denominator=below,
        value=value,
        lower=lower,
        upper=upper,
        reported_share=100 * (len(applying) - silent) / len(applying),
        not_reported=silent,
        not_applicable=len(pairs) - len(applying),
        carried_age=max((pair.age for pair in fed if pair.age), default=None),
    )


def _bounds(item: dict, pairs: list[Pair]) -> tuple[float | None, float | None]:
    """Missing units with their last known denominator: numerator at its least and at its most."""
    if not item.get("part_of_whole") or any(pair.base is None for pair in pairs):
        return None, None
    base = sum(pair.base for pair in pairs)
    if not base:
        return None, None
    return 100 * sum(pair.low for pair in pairs) / base, 100 * sum(pair.high for pair in pairs) / base
