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
    "good": "#0b8f70",
    "fair": "#3b82d6",
    "warn": "#b97f10",
    "bad": "#c8433a",
    "neutral": "#7b828c",
}
FAINT = "rgba(123, 130, 140, 0.28)"
FONT_SIZE = 13
# A line this long still stands whole on a phone of 390 px.
LABEL_CHARS = 50
# Streamlit's plotly theme swaps this colour for its text colour in the browser: one figure serves light and dark.
INK = "#000037"
_BAR_HEIGHT, _LINE_HEIGHT, _BARS_EXTRA = 42, 19, 70
# Legend entries this narrow stand two in a row on a phone, four on a desk.
_TWO_A_ROW = {"entrywidth": 102, "itemwidth": 30, "font": {"size": 11}}


@dataclass(frozen=True)
class Mark:
    """How a status or state is drawn: its tone (colour) and its symbol, a glyph no system turns into an emoji."""

    tone: Tone
    symbol: str

    @property
    def colour(self) -> str:
        return COLOURS[self.tone]


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
THREE_STATES: dict[str, Mark] = {
    "met": Mark("good", "✓"),
    "not_met": Mark("warn", "○"),
    "not_reported": Mark("neutral", "?"),
}


def frame(title: str, note: str, height: int) -> go.Figure:
    """An empty figure. Its message and its note (units, source) ride in ``layout.meta``.

    Plotly can't break lines, so the page sets both as running text, whole on a phone as on a projector.
    """
    figure = go.Figure()
    figure.update_layout(
        meta={"title": title, "note": note},
        height=height,
        margin={"l": 18, "r": 18, "t": 8, "b": 8},
        font={"size": FONT_SIZE, "color": INK},
        legend={
            "orientation": "h",
            "x": 0,
            "y": 1.0,
            "yanchor": "bottom",
            "font": {"size": 12, "color": INK},
            "traceorder": "normal",
            "itemclick": False,
            "itemdoubleclick": False,
        },
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        hoverlabel={"align": "left"},
        dragmode=False,
    )
    figure.update_xaxes(fixedrange=True, zeroline=False, gridcolor=FAINT, tickfont={"size": 12, "color": INK})
    figure.update_yaxes(fixedrange=True, zeroline=False, gridcolor=FAINT, tickfont={"size": 12, "color": INK})
    return figure


def percent_bars(title: str, note: str, labels: list[tuple[str, str]]) -> go.Figure:
    """A frame for bars from 0 to 100 %, one a label, each label above its bar, so that long names never push the bars
    off a phone. A label is its text and the part of it to be set bold."""
    texts = [
        wrap(text, LABEL_CHARS).replace(bold, f"<b>{bold}</b>", 1) if bold else wrap(text, LABEL_CHARS)
        for text, bold in labels
    ]
    lines = max((text.count("<br>") + 1 for text in texts), default=1)
    figure = frame(title, note, (_BAR_HEIGHT + _LINE_HEIGHT * lines) * max(len(texts), 1) + _BARS_EXTRA)
    marks = (0, 25, 50, 75, 100)
    figure.update_layout(barmode="stack", bargap=0.62 if lines == 1 else 0.68, margin={"t": 46}, legend=_TWO_A_ROW)
    figure.update_xaxes(range=[-0.3, 100.6], tickvals=marks, ticktext=[f"{mark}%" for mark in marks])
    figure.update_yaxes(visible=False, range=[len(texts) - 0.55, -0.75 - 0.12 * lines])
    for place, text in enumerate(texts):
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
    return figure


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
