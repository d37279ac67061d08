"""Figures of many units together: counts pool, percentages are never averaged (metrics.md §2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tests.metrics.oracle.answers import MET, NOT_APPLICABLE, NOT_MET, UNKNOWN, Pair

Answer = str | tuple[Pair, ...]


@dataclass(frozen=True)
class Figures:
    """One row of indicator_value. Shares in percent."""

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

    @property
    def units(self) -> int:
        return self.not_applicable + self.not_reported + (self.met or 0) + (self.not_met or 0)


def pool(item: dict, answers: Iterable[Answer], group: str) -> Figures | None:
    """All units' answers as one; for a ratio only the pairs of ``group`` (all of them where it is empty)."""
    if item["aggregation"] == "share_of_units":
        return _share(list(answers))
    own = [tuple(pair for pair in answer if group in ("", pair.group)) for answer in answers]
    return _numbers(item, [pairs for pairs in own if pairs])


def _share(answers: list[str]) -> Figures | None:
    if not answers:
        return None
    met, missed, silent, out = (answers.count(state) for state in (MET, NOT_MET, UNKNOWN, NOT_APPLICABLE))
    counted = met + missed + silent
    if not counted:
        return Figures(met=0, not_met=0, not_applicable=out)
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


def _numbers(item: dict, units: list[tuple[Pair, ...]]) -> Figures | None:
    if not units:
        return None
    out = sum(all(pair.state == NOT_APPLICABLE for pair in pairs) for pairs in units)
    silent = sum(any(pair.state == UNKNOWN for pair in pairs) for pairs in units)
    counted = len(units) - out
    if not counted:
        return Figures(not_applicable=out)
    units = [tuple(pair for pair in own if pair.state != NOT_APPLICABLE) for own in units]
    fed = [pair for own in units if all(pair.numerator is not None for pair in own) for pair in own]
    top = sum(pair.numerator for pair in fed) if fed else None
    below = sum(pair.denominator for pair in fed) if fed and item["aggregation"] != "sum" else None
    value = top if item["aggregation"] == "sum" else 100 * top / below if below else None
    lower, upper = (value, None) if item["aggregation"] == "sum" else _bounds(item, units)
    return Figures(
        numerator=top,
        denominator=below,
        value=value,
        lower=lower,
        upper=upper,
        reported_share=100 * (counted - silent) / counted,
        not_reported=silent,
        not_applicable=out,
        carried_age=max((pair.age for pair in fed if pair.age), default=None),
    )


def _bounds(item: dict, units: list[tuple[Pair, ...]]) -> tuple[float | None, float | None]:
    """Missing units with their last known denominator: numerator at its least and at its most."""
    if not item.get("part_of_whole") or any(pair.base is None for own in units for pair in own):
        return None, None
    base = sum(pair.base for own in units for pair in own)
    if not base:
        return None, None
    low = sum(pair.low for own in units if not _half(own) for pair in own)
    high = sum(pair.base if _half(own) else pair.high for own in units for pair in own)
    return 100 * low / base, 100 * high / base


def _half(pairs: tuple[Pair, ...]) -> bool:
    """A unit that gave some of its groups and not others counts as missing whole."""
    return len({pair.state for pair in pairs}) > 1
