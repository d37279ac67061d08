"""Charts of the documents, drawn without a browser, in the documents' own type and without colour alone carrying a meaning."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from dxmetrics.documents.word.say import Say, plain

_FONTS = ("Times New Roman", "Liberation Serif", "DejaVu Serif")
"""By preference; the last comes with the library."""
_LETTER = 0x1ED9
"""An o with circumflex and dot below: who has it has them all."""
_WIDTH, _DOTS = 6.3, 200
_GOOD, _SHORT, _OPEN, _BAR, _PLAN = "#1f6f50", "#c9641a", "#b9c0c7", "#7d9cc0", "#1b2a41"


@dataclass(frozen=True)
class Bar:
    """A target's value beside where the plan wants it and where it has to come, in percent."""

    name: str
    value: float
    planned: float
    target: float


@dataclass(frozen=True)
class Counts:
    """Units of a level that met a target, did not, or are silent."""

    name: str
    met: int
    not_met: int
    not_reported: int


def against_plan(bars: Sequence[Bar], say: Say) -> bytes:
    """Horizontal bars of the values with a mark at the plan line; the values stand at the bars."""
    figure, axes = _sheet(0.52 * len(bars) + 0.8)
    for place, bar in enumerate(bars):
        axes.barh(place, bar.value, height=0.5, color=_BAR, label=say("target.chart_value") if not place else None)
        if bar.planned == bar.planned:
            label = say("target.chart_planned") if not place else None
            axes.plot([bar.planned] * 2, [place - 0.38, place + 0.38], color=_PLAN, linewidth=2.2, label=label)
        axes.text(bar.value + 1, place, plain(bar.value), va="center", fontsize=10)
    axes.set_yticks(range(len(bars)), [textwrap.fill(bar.name, 34) for bar in bars])
    axes.set_xlim(0, max(112, *(bar.value + 12 for bar in bars)))
    axes.set_xticks(range(0, 101, 20))
    return _finish(figure, axes)


def three_states(rows: Sequence[Counts], say: Say) -> bytes:
    """Shares of units that met, did not meet, or said nothing; the counts stand in the bars."""
    figure, axes = _sheet(0.38 * len(rows) + 0.8)
    parts = (("met", _GOOD, "white", ""), ("not_met", _SHORT, "white", "//"), ("not_reported", _OPEN, "black", ".."))
    start = [0.0] * len(rows)
    for name, color, ink, hatch in parts:
        shares = [100 * getattr(row, name) / (row.met + row.not_met + row.not_reported or 1) for row in rows]
        axes.barh(
            range(len(rows)),
            shares,
            left=start,
            height=0.6,
            color=color,
            hatch=hatch,
            edgecolor="white",
            linewidth=0.5,
            label=say(f"target.chart_{name}"),
        )
        for place, (row, width, left) in enumerate(zip(rows, shares, start, strict=True)):
            if width > 3:
                count = plain(getattr(row, name))
                box = {"facecolor": color, "edgecolor": "none", "pad": 1}
                axes.text(left + width / 2, place, count, ha="center", va="center", color=ink, fontsize=10, bbox=box)
        start = [left + width for left, width in zip(start, shares, strict=True)]
    axes.set_yticks(range(len(rows)), [row.name for row in rows])
    axes.set_xlim(0, 100)
    return _finish(figure, axes)


def _sheet(height: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(_WIDTH, height), dpi=_DOTS, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.invert_yaxis()
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    return figure, axes


def _finish(figure: Figure, axes: Axes) -> bytes:
    axes.xaxis.grid(visible=True, color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    figure.legend(loc="outside lower center", ncols=3, frameon=False)
    for text in figure.findobj(lambda item: hasattr(item, "set_fontfamily")):
        text.set_fontfamily(_font())
    out = BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


@cache
def _font() -> str:
    """The first that is here and has the letters; some copies of a typeface have no Vietnamese."""
    paths = {item.name: item.fname for item in font_manager.fontManager.ttflist}
    return next(name for name in _FONTS if name in paths and font_manager.get_font(paths[name]).get_char_index(_LETTER))
