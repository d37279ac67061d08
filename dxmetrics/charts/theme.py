"""The one visual language: colours, symbols and the frame that every figure shares.

A status is always told by colour, symbol and word together. The colours keep at least 3:1 against the light and the
dark page (WCAG 1.4.11) and stay apart for colour-blind readers; tests/charts/test_theme.py computes both. Text is left
to the page's theme, so that one figure serves both.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Literal

import plotly.graph_objects as go

from dxmetrics.periods import Period
from dxmetrics.text import Words
from dxmetrics.text.quarters import ROMAN

Tone = Literal["good", "fair", "warn", "bad", "neutral"]

COLOURS: dict[Tone, str] = {
    "good": "#118666",
    "fair": "#3461f1",
    "warn": "#bb8101",
    "bad": "#ca2d47",
    "neutral": "#828491",
}
FAINT = "rgba(130, 132, 145, 0.28)"
FONT_SIZE = 13
# A line this long still stands whole on a phone of 390 px.
LABEL_CHARS = 50
# Streamlit's plotly theme swaps this colour for its text colour in the browser: one figure serves light and dark.
INK = "#000037"
# … and this one for the page's background.
PAPER = "#000038"
_LIGHT_INK, _DARK_INK = "#ffffff", "#0b0f14"
# What is said at the pointer, in ink on paper: plotly's own would be grey, or a trace's name in that trace's colour.
_HOVER = {"align": "left", "bgcolor": PAPER, "bordercolor": INK, "font": {"color": INK}}
# Parts of a whole that are no verdict, and steps of a value: each has a pattern or a symbol of its own as well.
PARTS: tuple[tuple[str, str], ...] = (("#3461f1", ""), ("#2a9bb0", "/"), ("#8a63c7", "x"), ("#828491", "."))
_BAR_HEIGHT, _LINE_HEIGHT, _BARS_EXTRA = 42, 19, 70
# Legend entries this narrow stand two in a row on a phone, four on a desk.
_TWO_A_ROW = {"entrywidth": 102, "itemwidth": 30, "font": {"size": 11}}


_LEGEND = {
    "orientation": "h",
    "x": 0,
    "y": 1.0,
    "yanchor": "bottom",
    "font": {"size": 12, "color": INK},
    "traceorder": "normal",
    "itemclick": False,
    "itemdoubleclick": False,
}


@dataclass(frozen=True)
class Mark:
    """How a status or state is drawn: its tone (colour) and its symbol, a glyph no system turns into an emoji.

    ``shade`` stands for the tone's own colour where a tone has steps.
    """

    tone: Tone
    symbol: str
    shade: str = ""

    @property
    def colour(self) -> str:
        return self.shade or COLOURS[self.tone]


STATUS: dict[str, Mark] = {
    "achieved": Mark("good", "✓"),
    "on_track": Mark("fair", "●"),
    "in_year": Mark("fair", "◔"),
    "needs_acceleration": Mark("warn", "◐"),
    "stagnant": Mark("warn", "="),
    "lagging": Mark("bad", "▼"),
    "regressing": Mark("bad", "↓"),
    "missed": Mark("bad", "✕"),
    "not_met": Mark("warn", "○"),
    "incomplete": Mark("neutral", "◌"),
    "not_reported": Mark("neutral", "?"),
    "not_assessable": Mark("neutral", "–"),
    "not_applicable": Mark("neutral", "·"),
    "tracking": Mark("neutral", "◇"),
}
REPORTING: dict[str, Mark] = {
    "accepted": Mark("good", "✓"),
    "late": Mark("fair", "◔"),
    "pending": Mark("warn", "◐"),
    "rejected": Mark("bad", "✕"),
    "missing": Mark("bad", "○"),
    "not_due": Mark("neutral", "·"),
}
TASKS: dict[str, Mark] = {
    "done": Mark("good", "✓"),
    "ongoing": Mark("fair", "↻"),
    "in_progress": Mark("warn", "◐"),
    "not_started": Mark("bad", "○"),
    "unknown": Mark("neutral", "?"),
    "not_reported": Mark("neutral", "–"),
    "not_applicable": Mark("neutral", "·"),
}
NETWORK: dict[str, Mark] = {
    "use": Mark("good", "✓"),
    "access": Mark("fair", "◐"),
    "none": Mark("warn", "○"),
    "unknown": Mark("neutral", "?"),
}
# A value where there is no verdict: from grey to the accent, and a symbol that fills.
VALUE_STEPS: dict[str, Mark] = {
    "all": Mark("fair", "●"),
    "most": Mark("fair", "◕", "#4b6edc"),
    "half": Mark("fair", "◑", "#5f79c6"),
    "some": Mark("fair", "◔", "#7080ab"),
    "few": Mark("neutral", "○"),
}
THREE_STATES: dict[str, Mark] = {
    "met": Mark("good", "✓"),
    "not_met": Mark("warn", "○"),
    "not_reported": Mark("neutral", "?"),
}


def ink_on(colour: str) -> str:
    """The text colour that reads better on ``colour`` (WCAG's luminance): white or nearly black."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    luminance = sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    # Equal contrast with white and with the dark ink, whose own luminance is 0.005.
    return _LIGHT_INK if 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.055 else _DARK_INK


def frame(title: str, note: str, height: int, alt: str = "") -> go.Figure:
    """An empty figure. Its message, its note (units, source) and its description ride in ``layout.meta``.

    Plotly can't break lines, so the page sets both as running text, whole on a phone as on a projector.
    ``alt`` is what somebody hears who can't see the figure; the message where it is empty.
    """
    axis = {"fixedrange": True, "zeroline": False, "gridcolor": FAINT, "tickfont": {"size": 12, "color": INK}}
    # All at once: plotly checks a layout anew at every update, which costs more than drawing it.
    return go.Figure(
        layout={
            "meta": {"title": title, "note": note, "alt": alt or title},
            "height": height,
            "margin": {"l": 18, "r": 18, "t": 8, "b": 8},
            "font": {"size": FONT_SIZE, "color": INK},
            "legend": _LEGEND,
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "hoverlabel": _HOVER,
            "dragmode": False,
            "xaxis": axis,
            "yaxis": axis,
        }
    )


def percent_bars(title: str, note: str, labels: list[tuple[str, str]]) -> go.Figure:
    """A frame for bars from 0 to 100 %, one a label, each label above its bar, so that long names never push the bars
    off a phone. A label is its text and the part of it to be set bold."""
    texts = [
        wrap(text, LABEL_CHARS).replace(bold, f"<b>{bold}</b>", 1) if bold else wrap(text, LABEL_CHARS)
        for text, bold in labels
    ]
    lines = max((text.count("<br>") + 1 for text in texts), default=1)
    height = (_BAR_HEIGHT + _LINE_HEIGHT * lines) * max(len(texts), 1) + _BARS_EXTRA
    figure = frame(title, note, height, ". ".join((title, *(text for text, _ in labels))))
    marks = (0, 25, 50, 75, 100)
    figure.update_layout(barmode="stack", bargap=0.62 if lines == 1 else 0.68, margin={"t": 46}, legend=_TWO_A_ROW)
    figure.update_xaxes(range=[-0.3, 100.6], tickvals=marks, ticktext=[f"{mark}%" for mark in marks])
    figure.update_yaxes(visible=False, range=[len(texts) - 0.55, -0.75 - 0.12 * lines])
    for place, text in enumerate(texts):
        label_above(figure, place, text)
    return figure


def label_above(figure: go.Figure, place: float, text: str) -> None:
    """A bar's label on the line above it, from the left edge."""
    figure.add_annotation(
        x=0,
        y=place,
        yshift=11,
        text=text,
        xanchor="left",
        yanchor="bottom",
        align="left",
        showarrow=False,
        font={"size": FONT_SIZE, "color": INK},
        name="label",
    )


def quarter_ticks(codes: list[str], words: Words) -> list[str]:
    """Names of quarters for an axis, the year only where it begins, so that narrow columns stay readable upright."""
    ticks, year = [], None
    for code in codes:
        period = Period.parse(code)
        name = words("quarter.tick", roman=ROMAN[period.quarter - 1], number=str(period.quarter))
        ticks.append(name if period.year == year else f"{name}<br>{period.year}")
        year = period.year
    return ticks


def wrap(text: str, width: int) -> str:
    """Break a text into lines of at most ``width`` characters where words allow, joined the way plotly wants."""
    return "<br>".join(textwrap.wrap(text, width, break_long_words=False))


def shorten(text: str, width: int) -> str:
    """A text of at most ``width`` characters, cut with an ellipsis where it is longer."""
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
