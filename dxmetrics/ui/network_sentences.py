"""What the page Mạng lưới và nền tảng says in words: its headline, and the messages of its own charts."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dxmetrics.text import Words
from dxmetrics.text.numbers import percent
from dxmetrics.text.quarters import quarter

_DONE = "done"


def state(access: object, use: object, period: str, words: Words) -> str:
    """Members, with access, using: the province's rows of both indicators, None for none."""
    start = words("headline.start", period=quarter(period, words.language))
    if use is None or pd.isna(use.value):
        return f"{start} {words('network.lead.none')}"
    parts = [words("network.lead.members", count=float(use.denominator))]
    if access is not None and not pd.isna(access.value):
        parts.append(words("network.lead.access", share=percent(access.value, words.language)))
    parts.append(words("network.lead.use", share=percent(use.value, words.language)))
    return f"{start} {', '.join(parts)}."


def lowest_group(rows: pd.DataFrame, names: Mapping[str, str], words: Words) -> str:
    """The member group that uses least. ``rows``: MT3's rows by group."""
    known = rows.dropna(subset=["value"])
    if known.empty:
        return ""
    row = known.loc[known["value"].idxmin()]
    return words("network.lead.lowest", name=names[row["group"]], share=percent(row["value"], words.language))


def platforms(rows: pd.DataFrame, names: Mapping[str, str], words: Words) -> str:
    """How many platform groups are deployed, and which is promoted by fewest bodies. ``rows``: metrics.platforms."""
    if rows.empty:
        return ""
    parts = []
    if rows["deployed"].notna().any():
        parts.append(words("network.lead.deployed", count=int((rows["deployed"] == _DONE).sum()), total=len(rows)))
    told = rows[rows["bodies"] > rows["not_reported"]]
    if len(told):
        row = told.loc[told["promoted"].idxmin()]
        parts.append(
            words(
                "network.lead.promoted",
                name=names[row["platform"]],
                count=int(row["promoted"]),
                total=int(row["bodies"]),
            )
        )
    return ", ".join(parts) + "." if parts else ""


def teams(villages: object, active: object, words: Words) -> str:
    """Villages covered and teams at work: the rows of both indicators, None for none."""
    told = [
        words(f"network.lead.{key}", share=percent(row.value, words.language))
        for key, row in (("villages", villages), ("active", active))
        if row is not None and not pd.isna(row.value)
    ]
    return ", ".join(told) + "." if told else ""


def platform_spread(rows: pd.DataFrame, names: Mapping[str, str], words: Words) -> str:
    """The most and the least used platform group: the title of the bars by platform."""
    known = rows.dropna(subset=["members_using"])
    if known.empty:
        return words("message.nothing_known")
    most, least = known.loc[known["members_using"].idxmax()], known.loc[known["members_using"].idxmin()]
    return words(
        "network.message.platforms",
        most=names[most["platform"]],
        least=names[least["platform"]],
        share=percent(least["using_share"], words.language),
    )


def organisations(rows: pd.DataFrame, names: Mapping[str, str], words: Words) -> str:
    """The group with most organisations that don't use the platforms. ``rows``: group, members, use."""
    known = rows.dropna(subset=["members", "use"])
    if known.empty:
        return words("message.nothing_known")
    idle = known["members"] - known["use"]
    worst = known.loc[idle.idxmax()]
    if not idle.max():
        return words("network.message.organisations_good")
    return words("network.message.organisations", name=names[worst["group"]], count=int(idle.max()))
