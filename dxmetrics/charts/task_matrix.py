"""Tasks of the Plan × agencies: where each stands; and how many agencies are in each state, a bar a task."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from dxmetrics.charts import line_names, squares
from dxmetrics.charts.squares import Square
from dxmetrics.charts.theme import TASKS, frame, percent_bars, wrap
from dxmetrics.text import Words
from dxmetrics.text.numbers import number

_EXTRA = 92
# The silent are hatched, as in the three-state bars.
_HATCHED = {"shape": "/", "size": 6, "solidity": 0.25, "fgcolor": "#ffffff", "fillmode": "overlay"}


def task_matrix(
    rows: pd.DataFrame,
    words: Words,
    *,
    tasks: Sequence[tuple[str, str]],
    agencies: Sequence[tuple[str, str, str]],
    title: str,
    source: str,
) -> go.Figure:
    """One line an agency, one column a task. ``rows``: task, org_unit, state, remark (a date passed, a document; may be
    empty). A click gives back agency and task.

    tasks     code and name; ten or fewer stand on a phone
    agencies  id, full name and short name
    A square without a row is a task that isn't the agency's.
    """
    line_of = {unit: line for line, (unit, _, _) in enumerate(agencies)}
    column_of = {code: column for column, (code, _) in enumerate(tasks)}
    names, full = dict(tasks), {unit: name for unit, name, _ in agencies}
    cells = [
        Square(
            column_of[row.task],
            line_of[row.org_unit],
            row.state,
            _hover(full[row.org_unit], row, names[row.task], words),
            (row.org_unit, row.task),
        )
        for row in rows.itertuples(index=False)
        if row.org_unit in line_of and row.task in column_of
    ]
    states = [cell.state for cell in cells]
    alt = squares.counted(title, states, TASKS, words.table("task_state"))
    shown = [short for _, _, short in agencies]
    height = line_names.line_height(shown) * len(agencies) + _EXTRA + squares.legend_height(states)
    figure = frame(title, words("chart.note_tasks", source=source), height, alt)
    squares.draw(figure, cells, TASKS, words.table("task_state"), named=False)
    squares.axes(figure, len(tasks), len(agencies))
    _name_axes(figure, shown, [code for code, _ in tasks])
    return figure


def task_states(
    rows: pd.DataFrame, words: Words, *, tasks: Sequence[tuple[str, str]], title: str, source: str
) -> go.Figure:
    """One bar a task: the share of its agencies in each state. ``rows`` are the matrix's."""
    counts = {code: Counter(rows.loc[rows["task"] == code, "state"]) for code, _ in tasks}
    shown = [(code, name) for code, name in tasks if counts[code]]
    labels = [_label(code, name, counts[code], words) for code, name in shown]
    figure = percent_bars(title, words("chart.note_task_states", source=source), labels)
    for state, mark in TASKS.items():
        if any(counts[code][state] for code, _ in shown):
            parts = [counts[code][state] for code, _ in shown]
            figure.add_trace(
                go.Bar(
                    x=[100 * part / counts[code].total() for part, (code, _) in zip(parts, shown, strict=True)],
                    y=list(range(len(shown))),
                    orientation="h",
                    name=f"{mark.symbol} {words('task_state.' + state)}",
                    marker={
                        "color": mark.colour,
                        "line": {"width": 0},
                        "pattern": _HATCHED if state == "not_reported" else {},
                    },
                    customdata=[words("chart.agencies", count=part) for part in parts],
                    hovertemplate="%{fullData.name}<br>%{customdata}<extra></extra>",
                )
            )
    return figure


def _label(code: str, name: str, counts: Counter, words: Words) -> tuple[str, str]:
    done = counts["done"] + counts["ongoing"]
    fraction = f"{number(done, words.language)}/{number(counts.total() - counts['not_applicable'], words.language)}"
    return f"{code} · {name}: {fraction}", fraction


def _hover(agency: str, row: object, task: str, words: Words) -> str:
    mark = TASKS[row.state]
    lines = [
        f"<b>{wrap(agency, 40)}</b>",
        wrap(f"{row.task} · {task}", 40),
        f"{mark.symbol} {words('task_state.' + row.state)}",
    ]
    return "<br>".join([*lines, wrap(row.remark, 40)] if row.remark else lines)


def _name_axes(figure: go.Figure, agencies: Sequence[str], tasks: Sequence[str]) -> None:
    figure.update_xaxes(
        visible=True, side="top", tickangle=-90 if len(tasks) > 8 else 0, showgrid=False,
        tickvals=list(range(len(tasks))), ticktext=tasks, tickfont={"size": 11},
    )  # fmt: skip
    line_names.put(figure, agencies)
    figure.update_layout(legend={"y": -0.01, "yanchor": "top"}, margin={"t": squares.BUTTONS})
