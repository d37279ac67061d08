"""Units × targets: one line a unit, one column a target, the status in each square."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from dxmetrics.charts import line_names, squares
from dxmetrics.charts.squares import Square
from dxmetrics.charts.theme import STATUS, frame, wrap
from dxmetrics.text import Words

_EXTRA = 76


def heat_map(
    rows: pd.DataFrame,
    words: Words,
    *,
    units: Sequence[tuple[str, str, str]],
    targets: Sequence[tuple[str, str]],
    title: str,
    source: str,
    selected: tuple[str, str] | None = None,
) -> go.Figure:
    """``rows``: org_unit, target, status, written (the value in words), reason. A click gives back unit and target.

    units    id, full name and short name, in the order of the lines
    targets  code and name, in the order of the columns
    selected unit and target of the square that is framed
    A square without a row is a target that doesn't apply to the unit.
    """
    line_of = {unit: line for line, (unit, _, _) in enumerate(units)}
    column_of = {code: column for column, (code, _) in enumerate(targets)}
    full, target_names = {unit: name for unit, name, _ in units}, dict(targets)
    cells = {
        (row.org_unit, row.target): Square(
            column_of[row.target],
            line_of[row.org_unit],
            row.status,
            _hover(full[row.org_unit], row, target_names[row.target], words),
            (row.org_unit, row.target),
        )
        for row in rows.itertuples(index=False)
        if row.org_unit in line_of and row.target in column_of
    }
    states = [cell.state for cell in cells.values()]
    legend = squares.legend_height(states)
    alt = squares.counted(title, states, STATUS, words.table("status"))
    names = [short for _, _, short in units]
    height = line_names.line_height(names) * len(units) + _EXTRA + legend
    figure = frame(title, words("chart.note_heat", source=source), height, alt)
    squares.draw(figure, list(cells.values()), STATUS, words.table("status"), named=False)
    squares.axes(figure, len(targets), len(units))
    if selected in cells:
        squares.outline(figure, cells[selected])
    _name_axes(figure, names, [code for code, _ in targets])
    return figure


def _name_axes(figure: go.Figure, units: Sequence[str], targets: Sequence[str]) -> None:
    figure.update_xaxes(
        visible=True, side="top", tickangle=0, showgrid=False, tickvals=list(range(len(targets))), ticktext=targets,
        tickfont={"size": 11},
    )  # fmt: skip
    line_names.put(figure, units)
    # The legend stands below: above it would push the targets' codes away from their columns.
    figure.update_layout(legend={"y": -0.01, "yanchor": "top"}, margin={"t": squares.BUTTONS})


def _hover(name: str, row: object, target: str, words: Words) -> str:
    mark = STATUS[row.status]
    told = f"{mark.symbol} {words('status.' + row.status)}"
    value = f"{row.written} · {told}" if row.written else told
    lines = [f"<b>{wrap(name, 40)}</b>", wrap(f"{row.target} · {target}", 40), value]
    if row.reason:
        lines.append(wrap(row.reason, 40))
    return "<br>".join(lines)
