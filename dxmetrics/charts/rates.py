"""How many of the returns expected came, and came on time, by level."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dxmetrics.charts.theme import REPORTING, frame, label, percent_bars
from dxmetrics.text import Words
from dxmetrics.text.numbers import percent

_ROW_HEIGHT = 58
_PARTS = ("accepted", "late", "pending", "missing")


def reporting_rates(rows: pd.DataFrame, words: Words, *, title: str, source: str) -> go.Figure:
    """One bar per level. ``rows``: level, expected, received, on_time, accepted, missing of one period."""
    items = [row for row in rows.itertuples(index=False) if row.expected]
    figure = frame(title, words("chart.note_returns", source=source), _ROW_HEIGHT * max(len(items), 1) + 70)
    for part in _PARTS:
        figure.add_trace(_trace(items, words, part))
    for place, row in enumerate(items):
        text = words(
            "chart.rate_label",
            level=words(f"level.{row.level}"),
            received=int(row.received),
            expected=int(row.expected),
            rate=percent(100 * row.received / row.expected, words.language, 0),
        )
        label(figure, place, text)
    percent_bars(figure, len(items))
    return figure


def parts(row: object) -> dict[str, int]:
    """Returns on time, late, waiting for confirmation, and not there (missing or sent back), adding up to expected."""
    on_time = min(int(row.on_time), int(row.accepted))
    return {
        "accepted": on_time,
        "late": int(row.accepted) - on_time,
        "pending": int(row.received) - int(row.accepted),
        "missing": int(row.expected) - int(row.received),
    }


def _trace(items: list, words: Words, part: str) -> go.Bar:
    mark = REPORTING[part]
    counts = [parts(row)[part] for row in items]
    return go.Bar(
        x=[100 * count / int(row.expected) for count, row in zip(counts, items, strict=True)],
        y=list(range(len(items))),
        orientation="h",
        name=f"{mark.symbol} {words('rates.' + part)}",
        marker={"color": mark.colour, "line": {"width": 0}},
        customdata=[words("chart.returns", count=count) for count in counts],
        hovertemplate="%{customdata}<extra>%{fullData.name}</extra>",
    )
