"""The messages of maps, heat maps, scorecards and the charts of resources and the Network, made from what they draw."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dxmetrics.catalog.model import Indicator
from dxmetrics.charts.network import shares
from dxmetrics.text import Words
from dxmetrics.text.numbers import number, percent
from dxmetrics.ui.messages import written

BEHIND = ("needs_acceleration", "stagnant", "lagging", "regressing", "missed")
_NOT_YET = "not_met"  # a yes/no that isn't due: to be done, not behind (metrics.md §5)
_GOOD = ("achieved", "on_track")
SILENT = ("not_reported", "incomplete", "not_assessable")
_NO_VERDICT = ("tracking", "in_year")
_NAMED = 3


def unit_map(rows: pd.DataFrame, names: Mapping[str, tuple[str, str]], indicator: Indicator, words: Words) -> str:
    """How many units of a map are behind, and which, where they are few. ``rows``: progress rows, one a unit."""
    rows = rows[rows["status"] != "not_applicable"]
    behind, good = rows[rows["status"].isin((*BEHIND, _NOT_YET))], rows[rows["status"].isin(_GOOD)]
    if rows["status"].isin(_NO_VERDICT).any():
        return _range(rows, names, indicator, words)
    if len(behind):
        kinds = set(behind["status"])
        key = "map_not_met" if kinds == {_NOT_YET} else "map_mixed" if _NOT_YET in kinds else "map_behind"
        told = ", ".join(names[unit][1] for unit in behind["org_unit"]) if len(behind) <= _NAMED else ""
        message = words(f"message.{key}", count=len(behind), total=len(rows))
        return f"{message}: {told}" if told else message
    if good.empty:
        return words("message.map_silent")
    key = "message.map_good" if len(good) == len(rows) else "message.map_good_silent"
    return words(key, good=len(good), total=len(rows), silent=len(rows) - len(good))


def heat(rows: pd.DataFrame, words: Words) -> str:
    """How many units are behind somewhere, and on which target most are. ``rows``: org_unit, target, status, behind."""
    behind = rows[rows["behind"]]
    if behind.empty:
        silent = rows[rows["status"].isin(SILENT)]["org_unit"].nunique()
        return words("message.heat_silent", count=silent) if silent else words("message.heat_good")
    counts = behind["target"].value_counts()
    return words(
        "message.heat",
        behind=behind["org_unit"].nunique(),
        total=rows["org_unit"].nunique(),
        target=counts.index[0],
        count=int(counts.iloc[0]),
    )


def unit_trends(rows: pd.DataFrame, words: Words) -> str:
    """At how many targets a unit is behind in the last quarter. ``rows``: target, period, status of one unit."""
    last = rows[rows["period"] == rows["period"].max()]
    behind = list(last.loc[last["status"].isin((*BEHIND, _NOT_YET)), "target"])
    if behind:
        return words("message.unit_behind", count=len(behind), total=len(last), targets=", ".join(behind))
    silent = int(last["status"].isin(SILENT).sum())
    return words("message.unit_silent", count=silent, total=len(last)) if silent else words("message.unit_good")


def unit_quarters(rows: pd.DataFrame, words: Words) -> str:
    """How many units are there in the last quarter, and how many are behind. ``rows``: status, one a unit."""
    behind = int(rows["status"].isin((*BEHIND, _NOT_YET)).sum())
    done = int(rows["status"].isin(_GOOD).sum())
    return words("message.unit_quarters", total=len(rows), done=done, behind=behind)


def scorecard(rows: pd.DataFrame, unit: str, words: Words) -> str:
    """On which indicators the unit is below the middle of its peers. ``rows``: the scorecard's."""
    own = rows[rows["org_unit"] == unit].dropna(subset=["value", "peers_median"])
    if own.empty:
        return words("message.nothing_known")
    below = own[own["value"] < own["peers_median"]]
    if below.empty:
        return words("message.scorecard_good")
    return words("message.scorecard", below=len(below), total=len(own), names=", ".join(below["indicator"]))


def tasks(rows: pd.DataFrame, words: Words) -> str:
    """How many tasks nobody has begun, and which most often. ``rows``: task, org_unit, state."""
    idle = rows[rows["state"] == "not_started"]["task"].value_counts()
    if idle.empty:
        unknown = int(rows["state"].isin(["unknown", "not_reported"]).sum())
        return words("message.tasks_unknown", count=unknown) if unknown else words("message.tasks_good")
    return words("message.tasks", count=int(idle.sum()), task=idle.index[0])


def network(rows: pd.DataFrame, names: Mapping[str, str], words: Words) -> str:
    """The group with most members who don't use the platforms. ``rows``: group, members, access, use."""
    known = rows.dropna(subset=["members", "use"])
    idle = {row.group: int(row.members) - shares(row)["use"] for row in known.itertuples(index=False)}
    if not idle:
        return words("message.nothing_known")
    worst = max(idle, key=idle.get)
    if not idle[worst]:
        return words("message.network_good")
    return words("message.network", name=names[worst], count=idle[worst])


def least_share(rows: pd.DataFrame, names: Mapping[str, str], whole: str, part: str, words: Words) -> str:
    """Where the part is the smallest share of the whole. ``rows``: key and both columns."""
    known = rows.dropna(subset=[whole, part])
    known = known[known[whole] > 0]
    if known.empty:
        return words("message.nothing_known")
    parts = 100 * known[part].astype(float) / known[whole].astype(float)
    value = percent(parts.min(), words.language)
    return words("message.lowest", name=names[known.loc[parts.idxmin(), "key"]], value=value)


def largest(rows: pd.DataFrame, names: Mapping[str, str], words: Words) -> str:
    """The key with the largest value. ``rows``: key, value."""
    known = rows.dropna(subset=["value"])
    if known.empty:
        return words("message.nothing_known")
    top = known.loc[known["value"].idxmax()]
    return words("message.largest", name=names[top["key"]], value=number(top["value"], words.language))


def _range(rows: pd.DataFrame, names: Mapping[str, tuple[str, str]], indicator: Indicator, words: Words) -> str:
    known = rows.dropna(subset=["value"])
    if known.empty:
        return words("message.map_silent")
    good, silent = int((known["value"] >= 100).sum()), len(rows) - len(known)
    if indicator.unit == "percent" and good == len(known):
        return words(
            "message.map_full_silent" if silent else "message.map_full", count=good, total=len(rows), silent=silent
        )
    least = known.loc[known["value"].idxmin()]
    return words(
        "message.map_range",
        good=good,
        total=len(rows),
        name=names[least["org_unit"]][1],
        value=written(least["value"], indicator, words),
    )
