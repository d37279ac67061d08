"""Bars of three states: reached, not reached, not reported; the grey part is what silence leaves open."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from dxmetrics.charts.theme import INK, STATUS, THREE_STATES, percent_bars
from dxmetrics.text import Words
from dxmetrics.text.numbers import number, percent


def three_state(rows: pd.DataFrame, words: Words, *, title: str, source: str) -> go.Figure:
    """One bar per level. ``rows`` are progress rows of one indicator in percent, one a level, best read top down.

    A click gives back, last, the bar's level and group.
    """
    return _bars(rows, words, lambda row: words(f"level.{row.level}"), title, source)


def group_bars(rows: pd.DataFrame, words: Words, names: dict[str, str], *, title: str, source: str) -> go.Figure:
    """One bar per member or platform group. ``names`` gives each group's name."""
    return _bars(rows, words, lambda row: names.get(row.group, row.group), title, source)


def shares(row: object) -> tuple[float, float, float]:
    """Reached, not reached and open, in percent, from a progress row's value and bounds (metrics.md §2)."""
    value, lower, upper = (getattr(row, name) for name in ("value", "lower", "upper"))
    if pd.isna(lower):
        lower = value
    if pd.isna(lower):
        return (0.0, 0.0, 100.0)
    upper = lower if pd.isna(upper) else upper
    return (float(lower), 100.0 - float(upper), float(upper) - float(lower))


def _bars(rows: pd.DataFrame, words: Words, name_of: Callable[[object], str], title: str, source: str) -> go.Figure:
    items = list(rows.itertuples(index=False))
    labels = [_label(name_of(row), row, words) for row in items]
    figure = percent_bars(title, words("chart.note_percent", source=source), labels)
    for index, state in enumerate(THREE_STATES):
        figure.add_trace(_trace(items, words, name_of, state, index))
    _target_marks(figure, items, words)
    return figure


def _trace(items: list, words: Words, name_of: Callable, state: str, index: int) -> go.Bar:
    mark = THREE_STATES[state]
    pattern = (
        {"shape": "/", "size": 6, "solidity": 0.25, "fgcolor": "#ffffff", "fillmode": "overlay"}
        if state == "not_reported"
        else {}
    )
    values = [shares(row)[index] for row in items]
    return go.Bar(
        x=values,
        y=list(range(len(items))),
        orientation="h",
        name=f"{mark.symbol} {words('three_state.' + state)}",
        marker={"color": mark.colour, "pattern": pattern, "line": {"width": 0}},
        customdata=[
            [name_of(row), percent(value, words.language), _count(row, state, words), row.level, row.group]
            for row, value in zip(items, values, strict=True)
        ],
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        hovertemplate="%{fullData.name}<br>%{customdata[0]}<br>%{customdata[1]} %{customdata[2]}<extra></extra>",
    )


def _count(row: object, state: str, words: Words) -> str:
    count = getattr(row, state, None)
    return "" if pd.isna(count) else words("chart.units", count=int(count))


def _label(name: str, row: object, words: Words) -> tuple[str, str]:
    """A bar's name, value, count and status, and the value again, which is set bold."""
    value = percent(row.value, words.language) or words("status.not_reported")
    counted = ""
    if not pd.isna(row.met):
        total = int(row.met) + int(row.not_met) + int(row.not_reported)
        counted = f" ({number(int(row.met), words.language)}/{number(total, words.language)})"
    mark = STATUS[row.status]
    return f"{name}: {value}{counted} · {mark.symbol} {words('status.' + row.status)}", value


def _target_marks(figure: go.Figure, items: list, words: Words) -> None:
    """A short upright line where the plan line stands now, one per bar that has one."""
    planned = [(place, row.planned_now) for place, row in enumerate(items) if not pd.isna(row.planned_now)]
    if not planned:
        return
    figure.add_trace(
        go.Scatter(
            x=[float(value) for _, value in planned],
            y=[place for place, _ in planned],
            mode="markers",
            name=words("chart.planned_now"),
            marker={"symbol": "line-ns", "size": 17, "line": {"width": 3, "color": INK}},
            customdata=[percent(value, words.language) for _, value in planned],
            hovertemplate=words("chart.planned_now") + "<br>%{customdata}<extra></extra>",
        )
    )
