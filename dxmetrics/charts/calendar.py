"""The reporting calendar: one row a unit, one column a quarter, the return's state in each square."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dxmetrics.charts import line_names
from dxmetrics.charts.squares import counted
from dxmetrics.charts.theme import REPORTING, frame, ink_on, quarter_ticks
from dxmetrics.text import Words
from dxmetrics.text.quarters import quarter

_EXTRA = 110


def reporting_calendar(rows: pd.DataFrame, words: Words, *, title: str, source: str) -> go.Figure:
    """``rows``: org_unit, name, period, state, days_late; a unit's rows in the order it should stand in.

    A click gives back, last, the unit and the quarter of the square.
    """
    units = list(dict.fromkeys(zip(rows["org_unit"], rows["name"], strict=True)))
    periods = sorted(rows["period"].unique())
    shown = {(row.org_unit, row.period): row for row in rows.itertuples(index=False)}
    states = [state_of(row) for row in shown.values()]
    alt = counted(title, states, REPORTING, words.table("calendar"))
    names = [name for _, name in units]
    height = line_names.line_height(names) * len(units) + _EXTRA
    figure = frame(title, words("chart.note_calendar", source=source), height, alt)
    for state, mark in REPORTING.items():
        figure.add_trace(_squares(units, periods, shown, words, state, mark.symbol, mark.colour))
    figure.update_xaxes(
        side="top",
        tickangle=0,
        tickvals=list(range(len(periods))),
        ticktext=quarter_ticks(periods, words),
        showgrid=False,
        range=[-0.5, len(periods) - 0.5],
    )
    figure.update_yaxes(range=[len(units) - 0.5, -0.5])
    line_names.put(figure, names)
    figure.update_layout(legend={"y": 0, "yanchor": "top"})
    return figure


def state_of(row: object) -> str:
    """The state to draw: an accepted return that came after its due time is ``late``."""
    late = row.state == "accepted" and not pd.isna(row.days_late) and row.days_late > 0
    return "late" if late else row.state


def _squares(
    units: list[tuple[str, str]], periods: list[str], shown: dict, words: Words, state: str, symbol: str, colour: str
) -> go.Scatter:
    cells = [
        (column, line, shown[unit, period])
        for line, (unit, _) in enumerate(units)
        for column, period in enumerate(periods)
        if (unit, period) in shown and state_of(shown[unit, period]) == state
    ]
    return go.Scatter(
        x=[column for column, _, _ in cells] or [None],
        y=[line for _, line, _ in cells] or [None],
        mode="markers+text",
        name=f"{symbol} {words('calendar.' + state)}",
        text=[symbol] * max(len(cells), 1),
        textfont={"color": ink_on(colour), "size": 12},
        marker={"symbol": "square", "size": 19, "color": colour},
        customdata=[
            [row.name, quarter(row.period, words.language), _late(row, words), row.org_unit, row.period]
            for _, _, row in cells
        ],
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        hovertemplate="%{fullData.name}<br>%{customdata[0]}<br>%{customdata[1]} %{customdata[2]}<extra></extra>",
    )


def _late(row: object, words: Words) -> str:
    days = 0 if pd.isna(row.days_late) else int(row.days_late)
    return words("chart.days_late", count=days) if days else ""
