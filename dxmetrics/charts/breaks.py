"""Where the set of units changed: an upright line before the quarter, and on it what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from dxmetrics.charts.theme import COLOURS
from dxmetrics.text import Words
from dxmetrics.text.quarters import quarter

BREAK = "◆"
"""The same mark where words have to carry it."""
_LINE_TOP = 0.93


def mark_breaks(figure: go.Figure, axis: Sequence[str], breaks: Mapping[str, str], words: Words, top: float) -> None:
    """A dotted line before each quarter of ``breaks`` (quarter: what changed), a sign at height ``top`` saying so."""
    found = [(axis.index(code) - 0.5, code) for code in breaks if code in axis and axis.index(code) > 0]
    for x, _ in found:
        # It ends below the sign, which it would strike through.
        figure.add_vline(x=x, y1=_LINE_TOP, line={"dash": "dot", "width": 1, "color": COLOURS["neutral"]})
    told = [(x, f"{quarter(code, words.language)}: {breaks[code]}") for x, code in found if breaks[code]]
    if told:
        figure.add_trace(
            go.Scatter(
                x=[x for x, _ in told],
                y=[top] * len(told),
                mode="markers",
                marker={"symbol": "diamond-tall", "color": COLOURS["neutral"], "size": 10},
                name=words("chart.break"),
                customdata=[text for _, text in told],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )


def with_gaps(places: Sequence[int], values: Sequence[float], cuts: Sequence[int]) -> tuple[list, list]:
    """The points of a line that is lifted before each place in ``cuts``."""
    x, y = [], []
    for at, (place, value) in enumerate(zip(places, values, strict=True)):
        if at and any(places[at - 1] < cut <= place for cut in cuts):
            x.append(None)
            y.append(None)
        x.append(place)
        y.append(value)
    return x, y
