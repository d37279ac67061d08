"""Squares with a state: the engine of the tile maps, the heat map and the task matrix.

Each square is a bar, for bars grow and shrink with the page, can be clicked all over, and keep their text inside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dxmetrics.charts.theme import INK, Mark, ink_on

_GAP = 0.04
_SMALL, _LARGE = 12, 15
_RAISED = 0.29  # how far a symbol stands above the middle of a square with text
_ROOM = 1.2  # columns a square's text may take: plotly wants three pixels free on both sides of it
BUTTONS = 34
"""Pixels above names of columns for plotly's buttons, which would lie over the last of them."""
_PER_LINE = 2
_LEGEND_LINE = 22


@dataclass(frozen=True)
class Square:
    """One square. ``hover`` is shown on it, ``ids`` come back from a click, ``text`` is written in it if it fits."""

    column: int
    line: int
    state: str
    hover: str
    ids: tuple[str, ...]
    text: str = ""


def draw(
    figure: go.Figure,
    squares: Sequence[Square],
    marks: Mapping[str, Mark],
    names: Mapping[str, str],
    *,
    named: bool,
    large: bool = False,
) -> None:
    """Add the squares, one trace a state present, in the order of ``marks``; ``names`` are the states' words.

    named  the symbol stands above the square's text, which is left out where it doesn't fit; else alone in the middle
    large  the squares have room for larger letters
    """
    size = _LARGE if large else _SMALL
    for state, mark in marks.items():
        found = [square for square in squares if square.state == state]
        if found:
            figure.add_trace(_bars(found, mark, f"{mark.symbol} {names[state]}", named, size))
            if named:
                figure.add_trace(_symbols(found, mark, size + 2))
    if named:
        figure.add_trace(_names(squares, marks, size))
    figure.update_layout(
        barmode="overlay",
        uniformtext={"minsize": 8, "mode": "hide"} if named else {},
        hovermode="closest",
        hoverlabel={"align": "left", "namelength": -1},
    )


def axes(figure: go.Figure, columns: int, lines: int) -> None:
    """Axes that show every square and nothing else, the first line on top."""
    figure.update_xaxes(range=[-0.5, columns - 0.5], visible=False)
    figure.update_yaxes(range=[lines - 0.5, -0.5], visible=False)


def outline(figure: go.Figure, square: Square) -> None:
    """A frame around the chosen square."""
    half = 0.5
    figure.add_shape(
        type="rect",
        x0=square.column - half,
        x1=square.column + half,
        y0=square.line - half,
        y1=square.line + half,
        line={"width": 4, "color": INK},
        name="chosen",
    )


def counted(title: str, states: Iterable[str], marks: Mapping[str, Mark], names: Mapping[str, str]) -> str:
    """A description: the message, then how many squares are in each state."""
    counts = Counter(states)
    told = [f"{names[state]}: {counts[state]}" for state in marks if counts[state]]
    return ". ".join((title, "; ".join(told))) if told else title


def legend_height(states: Iterable[str]) -> int:
    """Pixels a legend of these states may need on a phone."""
    return -(-len(set(states)) // _PER_LINE) * _LEGEND_LINE


def _bars(squares: list[Square], mark: Mark, name: str, named: bool, size: int) -> go.Bar:
    side, ink = 1 - 2 * _GAP, ink_on(mark.colour)
    # Plotly fades what wasn't clicked; here a click opens something and all squares go on saying their state.
    still = {"marker": {"opacity": 1}, "textfont": {"color": ink}}
    return go.Bar(
        x=[square.column for square in squares],
        y=[-side] * len(squares),
        base=[square.line + side / 2 for square in squares],
        width=side,
        name=name,
        marker={"color": mark.colour, "line": {"width": 0}},
        text=None if named else [mark.symbol] * len(squares),
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": ink, "size": size},
        customdata=[[square.hover, *square.ids] for square in squares],
        hovertemplate="%{customdata[0]}<extra></extra>",
        selected=still,
        unselected=still,
    )


def _names(squares: Sequence[Square], marks: Mapping[str, Mark], size: int) -> go.Bar:
    """The squares' texts. On a phone one may need all of its square and the gaps beside it."""
    return go.Bar(
        x=[square.column for square in squares],
        y=[2 * _GAP - 1] * len(squares),
        base=[square.line + 0.5 - _GAP for square in squares],
        width=_ROOM,
        marker={"color": "rgba(0,0,0,0)", "line": {"width": 0}},
        text=[square.text for square in squares],
        textposition="inside",
        insidetextanchor="start",
        textangle=0,
        textfont={"color": [ink_on(marks[square.state].colour) for square in squares], "size": size},
        hoverinfo="skip",
        showlegend=False,
    )


def _symbols(squares: list[Square], mark: Mark, size: int) -> go.Scatter:
    return go.Scatter(
        x=[square.column for square in squares],
        y=[square.line - (_RAISED if square.text else 0) for square in squares],
        mode="text",
        text=[mark.symbol] * len(squares),
        textfont={"color": ink_on(mark.colour), "size": size},
        hoverinfo="skip",
        showlegend=False,
    )
