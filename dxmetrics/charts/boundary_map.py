"""The true map: the units' boundaries as plain polygons, without plotly's geo layers, which fetch from the internet."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go

from dxmetrics.charts import squares
from dxmetrics.charts.theme import INK, PAPER, Mark, frame, ink_on
from dxmetrics.charts.tile_map import hover_text
from dxmetrics.charts.verdicts import classes
from dxmetrics.text import Words

Ring = Sequence[tuple[float, float]]
"""Longitude and latitude of one closed line."""

_HEIGHT, _SYMBOL = 520, 12


def boundary_map(
    rows: pd.DataFrame,
    words: Words,
    *,
    shapes: Mapping[str, Sequence[Ring]],
    names: Mapping[str, tuple[str, str]],
    title: str,
    source: str,
    unit: str = "percent",
    selected: str = "",
) -> go.Figure:
    """One area a row whose unit has a shape; other arguments are the tile map's. A click gives back the unit's id."""
    rows = rows[rows["org_unit"].isin(shapes)]
    states, marks, states_in_words = classes(rows, unit, words)
    alt = squares.counted(title, states, marks, states_in_words)
    note = words("chart.note_percent" if unit == "percent" else "chart.note_count", source=source)
    figure = frame(title, note, _HEIGHT + squares.legend_height(states), alt)
    items = list(zip(rows.itertuples(index=False), states, strict=True))
    for state, mark in marks.items():
        found = [row for row, own in items if own == state]
        if found:
            name = f"{mark.symbol} {states_in_words[state]}"
            figure.add_trace(_areas([shapes[row.org_unit] for row in found], mark, name))
            texts = [hover_text(names[row.org_unit][0], row, name, words, unit) for row in found]
            figure.add_trace(_middles(found, texts, shapes, mark))
    if selected in set(rows["org_unit"]):
        figure.add_trace(_frame_line(shapes[selected]))
    _equal_axes(figure, shapes)
    return figure


def middle(rings: Sequence[Ring]) -> tuple[float, float]:
    """The centre of gravity of the largest ring: where a unit's symbol stands."""
    ring = max(rings, key=lambda points: abs(_area(points)))
    area = _area(ring)
    if not area:
        return ring[0]
    pairs = [(one, other, one[0] * other[1] - other[0] * one[1]) for one, other in pairwise(ring)]
    return tuple(sum((one[axis] + other[axis]) * cross for one, other, cross in pairs) / (6 * area) for axis in (0, 1))


def _area(ring: Ring) -> float:
    return sum(one[0] * other[1] - other[0] * one[1] for one, other in pairwise(ring)) / 2


def _line(groups: Sequence[Sequence[Ring]]) -> tuple[list, list]:
    """All rings as one line, lifted between them."""
    points = [point for rings in groups for ring in rings for point in (*ring, (None, None))]
    return [x for x, _ in points], [y for _, y in points]


def _areas(groups: Sequence[Sequence[Ring]], mark: Mark, name: str) -> go.Scatter:
    x, y = _line(groups)
    return go.Scatter(
        x=x, y=y, mode="lines", fill="toself", fillcolor=mark.colour, line={"width": 1.5, "color": PAPER},
        name=name, hoverinfo="skip",
    )  # fmt: skip


def _middles(rows: list, texts: list[str], shapes: Mapping[str, Sequence[Ring]], mark: Mark) -> go.Scatter:
    places = [middle(shapes[row.org_unit]) for row in rows]
    still = {"marker": {"opacity": 0.01}, "textfont": {"color": ink_on(mark.colour)}}
    return go.Scatter(
        x=[x for x, _ in places],
        y=[y for _, y in places],
        mode="markers+text",
        text=[mark.symbol] * len(rows),
        textfont={"color": ink_on(mark.colour), "size": _SYMBOL},
        marker={"size": 26, "color": mark.colour, "opacity": 0.01},
        customdata=[[text, row.org_unit] for text, row in zip(texts, rows, strict=True)],
        hovertemplate="%{customdata[0]}<extra></extra>",
        showlegend=False,
        selected=still,
        unselected=still,
    )


def _frame_line(rings: Sequence[Ring]) -> go.Scatter:
    x, y = _line([rings])
    return go.Scatter(
        x=x, y=y, mode="lines", line={"width": 4, "color": INK}, hoverinfo="skip", showlegend=False, name="chosen"
    )


def _equal_axes(figure: go.Figure, shapes: Mapping[str, Sequence[Ring]]) -> None:
    """A kilometre is as long to the east as to the north."""
    lats = [lat for rings in shapes.values() for ring in rings for _, lat in ring]
    stretch = 1 / math.cos(math.radians(sum(lats) / len(lats))) if lats else 1
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False, scaleanchor="x", scaleratio=stretch)
    figure.update_layout(hovermode="closest", hoverdistance=40)
