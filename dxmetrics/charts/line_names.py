"""The names of a figure's lines, one a unit: whole in one or two lines where they can be, and narrow enough for a phone."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import plotly.graph_objects as go

from dxmetrics.charts.theme import shorten

_NARROW, _WIDE = 22, 27
"""Characters of a line: as few as hold the name in two lines, never more than the second."""
_SIZE, _ONE_LINE, _TWO_LINES = 11, 27, 31


def line_height(names: Sequence[str]) -> int:
    """Pixels between the lines, so that names in two lines never touch."""
    return _TWO_LINES if any("<br>" in in_lines(name) for name in names) else _ONE_LINE


def put(figure: go.Figure, names: Sequence[str]) -> None:
    """Write the names beside the lines 0, 1, …"""
    figure.update_yaxes(
        visible=True, showgrid=False, automargin=True, tickvals=list(range(len(names))),
        ticktext=[in_lines(name) for name in names], tickfont={"size": _SIZE},
    )  # fmt: skip


def in_lines(name: str) -> str:
    """A name in at most two lines; only what would need a third is cut, with an ellipsis."""
    broken = (_wrapped(name, width) for width in range(_NARROW, _WIDE + 1))
    first, *rest = next((lines for lines in broken if len(lines) <= 2), None) or _wrapped(name, _WIDE) or [""]
    return "<br>".join(shorten(line, _WIDE) for line in (first, " ".join(rest)) if line)


def _wrapped(name: str, width: int) -> list[str]:
    return textwrap.wrap(name, width, break_long_words=False, break_on_hyphens=False)
