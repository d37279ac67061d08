"""A figure for a wall: the same one, its letters, lines and marks large enough to be read from the back of a room."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

# What grows with the letters: sizes of fonts and marks, widths of lines, room in pixels around and between.
_GROWS = (
    "size",
    "width",
    "yshift",
    "xshift",
    "entrywidth",
    "itemwidth",
    "l",
    "r",
    "t",
    "b",
    "standoff",
    "tracegroupgap",
)
# Of these only what is told in pixels: bars are as wide as their data, areas are placed in shares.
_IN_PIXELS = ("font", "marker", "line", "margin", "legend", "annotations", "xaxis", "yaxis", "error_x", "error_y")


def enlarged(
    figure: go.Figure,
    *,
    height: int,
    most: float = 1.7,
    least: float = 1.0,
    one_line: bool = False,
    fills: bool = False,
) -> go.Figure:
    """A copy whose height is at most ``height`` pixels and whose letters are up to ``most`` times as large.

    least     how many times its letters are as large even where the figure itself is no higher
    fills     it is as high as it may be, also where its letters would not ask for it
    one_line  text that was broken for narrow squares stands in one line: on a wall they are wide
    """
    scale = min(most, height / (figure.layout.height or height))
    letters = max(scale, least)
    spec = figure.to_plotly_json()
    drawn = go.Figure(
        data=[_grown(trace, letters) | _unbroken(trace, one_line) for trace in spec["data"]],
        layout=_grown(spec["layout"], letters),
    )
    drawn.update_layout(height=height if fills else round((figure.layout.height or height) * scale))
    return drawn


def _unbroken(trace: dict[str, Any], one_line: bool) -> dict[str, Any]:
    if not one_line or trace.get("type") != "bar" or "text" not in trace:
        return {}
    return {"text": [str(text).replace("<br>", " ") for text in trace["text"]]}


def _grown(part: Any, scale: float, inside: str = "") -> Any:
    if isinstance(part, dict):
        return {name: _value(name, value, scale, inside) for name, value in part.items()}
    if isinstance(part, (list, tuple)):
        return [_grown(item, scale, inside) for item in part] if part and isinstance(part[0], dict) else part
    return part


def _value(name: str, value: Any, scale: float, inside: str) -> Any:
    if isinstance(value, (dict, list, tuple)):
        known = next(
            (kind for kind in _IN_PIXELS if name == kind or (kind == "font" and name.endswith("font"))), inside
        )
        return _grown(value, scale, known)
    grows = name in _GROWS and inside and isinstance(value, (int, float)) and not isinstance(value, bool)
    return value * scale if grows else value
