"""The Network's five member groups: how many members use the platforms, only have access, or have none yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import pandas as pd
import plotly.graph_objects as go

from dxmetrics.charts.theme import NETWORK, percent_bars
from dxmetrics.text import Words
from dxmetrics.text.numbers import number, percent


def network_groups(
    rows: pd.DataFrame,
    words: Words,
    *,
    names: Mapping[str, str],
    title: str,
    source: str,
    counted: Literal["members", "organisations"] = "members",
) -> go.Figure:
    """One bar a group. ``rows``: group, members, access, use (people, those who use within those with access).

    counted  what the members are: people, or the organisations they come from
    """
    items = [row for row in rows.itertuples(index=False) if row.group in names and not pd.isna(row.members)]
    labels = [_label(names[row.group], row, words, counted) for row in items]
    figure = percent_bars(title, words(f"chart.note_network_{counted}", source=source), labels)
    for state, mark in NETWORK.items():
        counts = [shares(row)[state] for row in items]
        figure.add_trace(
            go.Bar(
                x=[100 * count / row.members if row.members else 0 for count, row in zip(counts, items, strict=True)],
                y=list(range(len(items))),
                orientation="h",
                name=f"{mark.symbol} {words('network_state.' + state)}",
                marker={"color": mark.colour, "line": {"width": 0}},
                customdata=[words(f"chart.{counted}", count=count) for count in counts],
                hovertemplate="%{fullData.name}<br>%{customdata}<extra></extra>",
            )
        )
    return figure


def shares(row: object) -> dict[str, int]:
    """Members who use, who only have access, who have none, and of whom nothing is known; adding up to the members."""
    members, known_access = int(row.members), not pd.isna(row.access)
    use = 0 if pd.isna(row.use) else min(int(row.use), members)
    access = min(max(int(row.access), use), members) if known_access else use
    told = access if not pd.isna(row.use) else 0
    nothing = members - access if known_access else 0
    return {"use": use, "access": told - use, "none": nothing, "unknown": members - told - nothing}


def _label(name: str, row: object, words: Words, counted: str) -> tuple[str, str]:
    told = words(f"chart.{counted}", count=int(row.members))
    use = percent(100 * shares(row)["use"] / row.members, words.language, 0) if row.members else ""
    return f"{name}: {use} · {told}" if use else f"{name}: {number(0, words.language)}", use
