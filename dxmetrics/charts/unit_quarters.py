"""Units × quarters: one line a unit, one column a quarter, the status in each square."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from dxmetrics.charts import line_names, squares
from dxmetrics.charts.squares import Square
from dxmetrics.charts.theme import STATUS, frame, quarter_ticks, wrap
from dxmetrics.text import Words
from dxmetrics.text.quarters import quarter

_EXTRA = 92


def unit_quarters(
    rows: pd.DataFrame, words: Words, *, units: Sequence[tuple[str, str, str]], title: str, source: str
) -> go.Figure:
    """``rows``: org_unit, period, status, written (the value in words). A click gives back unit and quarter.

    units  id, full name and short name, in the order of the lines
    A square without a row is a quarter in which the unit was not there, or was not asked.
    """
    periods = sorted(rows["period"].unique())
    line_of = {unit: line for line, (unit, _, _) in enumerate(units)}
    full = {unit: name for unit, name, _ in units}
    found = [
        Square(
            periods.index(row.period),
            line_of[row.org_unit],
            row.status,
            _hover(full[row.org_unit], row, words),
            (row.org_unit, row.period),
        )
        for row in rows.itertuples(index=False)
        if row.org_unit in line_of
    ]
    states = [square.state for square in found]
    names = [short for _, _, short in units]
    height = line_names.line_height(names) * len(units) + _EXTRA + squares.legend_height(states)
    alt = squares.counted(title, states, STATUS, words.table("status"))
    figure = frame(title, words("chart.note_unit_quarters", source=source), height, alt)
    squares.draw(figure, found, STATUS, words.table("status"), named=False)
    squares.axes(figure, len(periods), len(units))
    figure.update_xaxes(
        visible=True, side="top", tickangle=0, showgrid=False, tickvals=list(range(len(periods))),
        ticktext=quarter_ticks(periods, words), tickfont={"size": 11},
    )  # fmt: skip
    line_names.put(figure, names)
    figure.update_layout(legend={"y": -0.01, "yanchor": "top"}, margin={"t": squares.BUTTONS + 8})
    return figure


def _hover(name: str, row: object, words: Words) -> str:
    told = f"{STATUS[row.status].symbol} {words('status.' + row.status)}"
    value = f"{row.written} · {told}" if row.written else told
    return "<br>".join([f"<b>{wrap(name, 40)}</b>", quarter(row.period, words.language), value])
