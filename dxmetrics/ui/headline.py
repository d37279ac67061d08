"""The generated sentence of the state: what a leader would say after half a minute with the figures."""

from __future__ import annotations

import pandas as pd

from dxmetrics.text import Words
from dxmetrics.text.numbers import percent
from dxmetrics.text.quarters import quarter

_GOOD = ("achieved", "on_track", "in_year")
_SLOW = ("regressing", "lagging", "stagnant", "needs_acceleration")
_OPEN = ("incomplete", "not_reported", "not_assessable")


def state_sentence(rows: pd.DataFrame, period: str, words: Words) -> str:
    """How the targets with a verdict stand. ``rows`` are the headline rows of one period."""
    groups = {
        name: list(rows.loc[rows["status"].isin(statuses), "target"])
        for name, statuses in (("good", _GOOD), ("slow", _SLOW), ("missed", ("missed",)), ("open", _OPEN))
    }
    judged = sum(len(targets) for targets in groups.values())
    start = words("headline.start", period=quarter(period, words.language))
    if not judged:
        return start + " " + words("headline.none")
    parts = [
        words(f"headline.{name}", count=len(targets), total=judged, targets=", ".join(targets))
        for name, targets in groups.items()
        if targets
    ]
    return start + " " + "; ".join(parts) + "."


def guardrail_sentence(rows: pd.DataFrame, words: Words) -> str:
    """Which guardrails are broken; empty text where none is. ``rows`` are the guardrails' headline rows."""
    broken = list(rows.loc[rows["status"].isin((*_SLOW, "missed", "not_met")), "target"])
    return words("headline.broken", targets=", ".join(broken)) if broken else ""


def reporting_sentence(rates: pd.DataFrame, period: str, words: Words, *, alone: bool = False) -> str:
    """How many returns came. ``rates`` are rows per period and level; empty text where nothing was expected.

    ``alone``: no sentence before it names the quarter, so this one does.
    """
    now = rates[(rates["period"] == period) & (rates["level"] != "all")]
    expected, received, on_time = (int(now[name].sum()) for name in ("expected", "received", "on_time"))
    if not expected:
        return ""
    return words(
        "headline.reporting_alone" if alone else "headline.reporting",
        period=quarter(period, words.language),
        received=received,
        expected=expected,
        on_time=on_time,
        rate=percent(100 * received / expected, words.language),
    )


def lagging_sentence(count: int, words: Words) -> str:
    """How many units to call."""
    return words("headline.lagging", count=count) if count else words("headline.no_lagging")
