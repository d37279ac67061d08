"""Small multiples: the same small trend for each level, group or unit, on one scale, two a row."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dxmetrics.charts.theme import COLOURS, INK, STATUS, frame, quarter_ticks
from dxmetrics.text import Words
from dxmetrics.text.numbers import number, percent

_PANEL, _EXTRA, _PER_ROW = 216, 46, 2
_TITLE_CHARS, _TITLE_LINES = 24, 3  # what half a phone holds
_BETWEEN, _TOP = 112, 76  # pixels for the ticks of one line and the titles of the next; above the first
_HEAD_CHARS, _HEAD_LINE = 26, 16


def small_multiples(
    rows: pd.DataFrame,
    words: Words,
    *,
    panels: Sequence[tuple[str, str]],
    title: str,
    source: str,
    unit: str = "percent",
) -> go.Figure:
    """One panel a key. ``rows``: key, period, value, planned_now, status; a panel's rows in order of time.

    panels  key and name, in order of reading; one whose rows hold no value says so
    """
    periods = sorted(rows["period"].unique())
    lines = -(-len(panels) // _PER_ROW)
    note = words("chart.note_percent" if unit == "percent" else "chart.note_count", source=source)
    heads = [(name, _head(rows[rows["key"] == key], words, unit)) for key, name in panels]
    told = [f"{name}: {head}" for name, head in heads]
    more = _HEAD_LINE if any(len(head) > _HEAD_CHARS for _, head in heads) else 0
    plain = frame(title, note, (_PANEL + more) * lines + _EXTRA, ". ".join((title, *told)))
    grid = make_subplots(
        rows=lines, cols=_PER_ROW, shared_yaxes=True, subplot_titles=[_in_lines(*head) for head in heads],
        vertical_spacing=(_BETWEEN + more) / ((_PANEL + more) * lines), horizontal_spacing=0.09,
    )  # fmt: skip
    figure = grid.update_layout(plain.layout)
    for at, (key, _) in enumerate(panels):
        _panel(figure, rows[rows["key"] == key], periods, words, unit, at)
    figure.update_annotations(font={"size": 12, "color": INK}, align="left", xanchor="left")
    for at, head in enumerate(figure.layout.annotations):
        axis = figure.layout["xaxis" if at == 0 else f"xaxis{at + 1}"]
        head.x = axis.domain[0]
    figure.update_xaxes(tickvals=[0, len(periods) - 1], ticktext=_ends(periods, words), showgrid=False, fixedrange=True,
                        tickfont={"size": 11, "color": INK}, range=[-0.4, len(periods) - 0.6])  # fmt: skip
    figure.update_yaxes(fixedrange=True, rangemode="tozero", tickfont={"size": 11, "color": INK}, nticks=3)
    if unit == "percent":
        figure.update_yaxes(range=[0, 108], tickvals=[0, 50, 100], ticktext=["0%", "50%", "100%"])
    figure.update_layout(showlegend=False, margin={"t": _TOP + more})
    return figure


def _in_lines(name: str, head: str) -> str:
    """The name in a few lines, the figure below it."""
    lines = textwrap.wrap(name, _TITLE_CHARS, max_lines=_TITLE_LINES, placeholder="…")
    return "<br>".join((*lines, *textwrap.wrap(head, _HEAD_CHARS)))


def _panel(figure: go.Figure, rows: pd.DataFrame, periods: list[str], words: Words, unit: str, at: int) -> None:
    where = {"row": at // _PER_ROW + 1, "col": at % _PER_ROW + 1}
    planned, known = rows.dropna(subset=["planned_now"]), rows.dropna(subset=["value"])
    figure.add_trace(
        go.Scatter(
            x=[periods.index(code) for code in planned["period"]],
            y=[float(value) for value in planned["planned_now"]],
            mode="lines",
            line={"dash": "dash", "width": 1.5, "color": COLOURS["neutral"]},
            hovertemplate=words("chart.plan_line") + "<extra></extra>",
        ),
        **where,
    )
    figure.add_trace(
        go.Scatter(
            x=[periods.index(code) for code in known["period"]],
            y=[float(value) for value in known["value"]],
            mode="lines+markers",
            line={"width": 2.5, "color": COLOURS["fair"]},
            marker={"size": 6},
            customdata=[_written(value, words, unit) for value in known["value"]],
            hovertemplate="%{customdata}<extra></extra>",
        ),
        **where,
    )


def _head(rows: pd.DataFrame, words: Words, unit: str) -> str:
    known = rows.dropna(subset=["value"])
    if known.empty:
        return words("status.not_reported")
    last = known.iloc[-1]
    mark = f" {STATUS[last.status].symbol} {words('status.' + last.status)}" if last.status in STATUS else ""
    return f"{_written(last.value, words, unit)}{mark}"


def _ends(periods: list[str], words: Words) -> list[str]:
    ticks = [quarter_ticks([code], words)[0].replace("<br>", "/") for code in periods]
    return [ticks[0], ticks[-1]]


def _written(value: float, words: Words, unit: str) -> str:
    return percent(value, words.language) if unit == "percent" else number(value, words.language)
