"""How many of the returns expected came, and came on time, by level."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dxmetrics.charts.theme import REPORTING, percent_bars
from dxmetrics.text import Words
from dxmetrics.text.numbers import number, percent

_PARTS = ("accepted", "late", "pending", "missing")


def reporting_rates(rows: pd.DataFrame, words: Words, *, title: str, source: str) -> go.Figure:
    """One bar per level. ``rows``: level, expected, received, on_time, accepted, missing of one period."""
    items = [row for row in rows.itertuples(index=False) if row.expected]
    figure = percent_bars(title, words("chart.note_returns", source=source), [_label(row, words) for row in items])
    for part in _PARTS:
        figure.add_trace(_trace(items, words, part))
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
        hovertemplate="%{fullData.name}<br>%{customdata}<extra></extra>",
    )


def _label(row: object, words: Words) -> tuple[str, str]:
    """A level's name with its returns, and the fraction again, which is set bold."""
    fraction = f"{number(int(row.received), words.language)}/{number(int(row.expected), words.language)}"
    rate = percent(100 * row.received / row.expected, words.language, 0)
    return words("chart.rate_label", level=words(f"level.{row.level}"), fraction=fraction, rate=rate), fraction
