"""The plan line of one target with what happened so far and where this pace leads."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from dxmetrics.charts.breaks import mark_breaks, with_gaps
from dxmetrics.charts.theme import COLOURS, FAINT, STATUS, frame, quarter_ticks
from dxmetrics.periods import Period, periods_between
from dxmetrics.text import Words
from dxmetrics.text.numbers import number, percent, signed
from dxmetrics.text.quarters import quarter

_HEIGHT = 360
_SAME = 0.05  # a difference that the drawing does not show


def plan_line(
    rows: pd.DataFrame,
    words: Words,
    *,
    title: str,
    source: str,
    unit: str = "percent",
    breaks: Mapping[str, str] | None = None,
    folded: pd.DataFrame | None = None,
) -> go.Figure:
    """``rows`` are progress rows of one indicator, org unit and level, in order of time, each on its period's units.

    unit    ``percent`` or ``count``: how values are written
    breaks  periods in which the set of units changed, and what changed; the line is lighter across them
    folded  the same rows with every period folded onto the units of the last (metrics.md §6, as_is)
    """
    breaks = breaks or {}
    note = words("chart.note_percent" if unit == "percent" else "chart.note_count", source=source)
    figure = frame(title, note, _HEIGHT, _alt(rows, words, title, unit))
    axis = _axis(rows)
    _bounds(figure, rows, words)
    _plan(figure, rows, words, unit)
    _comparable(figure, rows, words, unit)
    _folded(figure, rows, folded, words, unit)
    _actual(figure, rows, words, unit, [axis.index(code) for code in breaks if code in axis])
    _projection(figure, rows, words, unit)
    mark_breaks(figure, axis, breaks, words, _top(rows, unit))
    figure.update_xaxes(
        tickvals=list(range(len(axis))),
        ticktext=quarter_ticks(axis, words),
        showgrid=False,
        range=[-0.4, len(axis) - 0.6],
    )
    figure.update_yaxes(
        rangemode="tozero", tickformat=",d", ticksuffix="%" if unit == "percent" else "", range=_range(rows, unit)
    )
    figure.update_layout(
        separators=",." if words.language == "vi" else ".,", hovermode="closest", legend={"y": -0.16, "yanchor": "top"}
    )
    return figure


def _axis(rows: pd.DataFrame) -> list[str]:
    """All quarters from the earliest baseline or value to the latest deadline or value."""
    codes = [code for name in ("period", "baseline_period", "deadline_period") for code in rows[name].dropna() if code]
    periods = [Period.parse(code) for code in codes]
    # An annual or long target's deadline lies years off: the drawing ends a year after the last value.
    last = max(Period.parse(code) for code in rows["period"])
    end = min(max(periods), last.shift(4)) if max(periods) > last else last
    return [period.code for period in periods_between(min(periods), end)]


def _write(value: float, words: Words, unit: str) -> str:
    return percent(value, words.language) if unit == "percent" else number(value, words.language)


def _places(rows: pd.DataFrame) -> list[int]:
    axis = _axis(rows)
    return [axis.index(code) for code in rows["period"]]


def _bounds(figure: go.Figure, rows: pd.DataFrame, words: Words) -> None:
    """The band between the lower and the upper bound: where the figure could lie once the silent report."""
    known = rows.dropna(subset=["lower", "upper"])
    if known.empty or (known["upper"] - known["lower"]).max() < 0.05:
        return
    places = _places(rows.assign())
    at = [places[position] for position, code in enumerate(rows["period"]) if code in set(known["period"])]
    figure.add_trace(
        go.Scatter(
            x=at + at[::-1],
            y=list(known["upper"]) + list(known["lower"])[::-1],
            fill="toself",
            mode="lines",
            line={"width": 0},
            fillcolor=FAINT,
            hoverinfo="skip",
            name=words("chart.bounds"),
        )
    )


def _plan(figure: go.Figure, rows: pd.DataFrame, words: Words, unit: str) -> None:
    axis, last = _axis(rows), rows.iloc[-1]
    points = [
        (axis.index(row.period), float(row.planned_now)) for row in rows.itertuples() if not pd.isna(row.planned_now)
    ]
    if pd.isna(last.target_value) or not points:
        return
    if not pd.isna(last.baseline) and last.baseline_period in axis:
        points.insert(0, (axis.index(last.baseline_period), float(last.baseline)))
    if last.deadline_period in axis and axis.index(last.deadline_period) > points[-1][0]:
        points.append((axis.index(last.deadline_period), float(last.target_value)))
    points = sorted(dict(points).items())
    name = words("chart.baseline" if pd.isna(last.deadline_period) else "chart.plan_line")
    figure.add_trace(
        go.Scatter(
            x=[x for x, _ in points],
            y=[y for _, y in points],
            mode="lines",
            name=name,
            line={"dash": "dash", "width": 2, "color": COLOURS["neutral"]},
            customdata=[_write(y, words, unit) for _, y in points],
            hovertemplate=name + "<br>%{customdata}<extra></extra>",
        )
    )


def _actual(figure: go.Figure, rows: pd.DataFrame, words: Words, unit: str, cuts: list[int]) -> None:
    known = rows.dropna(subset=["value"])
    if known.empty:
        return
    axis = _axis(rows)
    places, values = [axis.index(code) for code in known["period"]], [float(value) for value in known["value"]]
    x, y = with_gaps(places, values, cuts)
    if len(x) > len(places):
        across = {"width": 1, "dash": "dot", "color": COLOURS["fair"]}
        figure.add_trace(go.Scatter(x=places, y=values, mode="lines", line=across, hoverinfo="skip", showlegend=False))
    texts = [_write(value, words, unit) for value in known["value"]]
    figure.add_trace(
        go.Scatter(
            x=x,
            y=y,
            mode="lines+markers+text",
            name=words("chart.actual"),
            text=[""] * (len(x) - 1) + [f"<b>{texts[-1]}</b>"],
            textposition="bottom center" if _is_crowded(known.iloc[-1]) else "top center",
            cliponaxis=False,
            line={"width": 3, "color": COLOURS["fair"]},
            marker={"size": 8},
            customdata=_told(x, places, known, texts, words),
            hovertemplate="%{customdata[0]}: %{customdata[1]}<br>%{customdata[2]}<extra></extra>",
        )
    )


def _is_crowded(last: pd.Series) -> bool:
    """Whether the mark of the comparable units stands where the last value would be written."""
    return not pd.isna(last.comparable_value) and last.comparable_value > last.value + _SAME


def _told(x: list, places: list[int], known: pd.DataFrame, texts: list[str], words: Words) -> list[list[str]]:
    """Quarter, value and status of each point; nothing for the gaps between."""
    told = {
        place: [quarter(code, words.language), text, _status(status, words)]
        for place, code, text, status in zip(places, known["period"], texts, known["status"], strict=True)
    }
    return [told.get(place, ["", "", ""]) for place in x]


def _folded(figure: go.Figure, rows: pd.DataFrame, folded: pd.DataFrame | None, words: Words, unit: str) -> None:
    """The same history on today's units: thin, with open squares, so that it is told from the history as it was."""
    known = None if folded is None else folded.dropna(subset=["value"])
    if known is None or known.empty:
        return
    axis = _axis(rows)
    known = known[known["period"].isin(axis)]
    figure.add_trace(
        go.Scatter(
            x=[axis.index(code) for code in known["period"]],
            y=[float(value) for value in known["value"]],
            mode="lines+markers",
            name=words("chart.folded"),
            line={"width": 2, "color": COLOURS["good"]},
            marker={"size": 8, "symbol": "square-open"},
            customdata=[_write(value, words, unit) for value in known["value"]],
            hovertemplate=words("chart.folded") + "<br>%{customdata}<extra></extra>",
        )
    )


def _comparable(figure: go.Figure, rows: pd.DataFrame, words: Words, unit: str) -> None:
    """Where the set of units changed: the value over those comparable with the baseline, on which the verdict rests."""
    other = rows[rows["baseline"].notna() & ((rows["comparable_value"] - rows["value"]).abs() > _SAME)]
    if other.empty:
        return
    axis = _axis(rows)
    figure.add_trace(
        go.Scatter(
            x=[axis.index(code) for code in other["period"]],
            y=[float(value) for value in other["comparable_value"]],
            mode="markers",
            name=words("chart.comparable"),
            marker={"size": 10, "symbol": "diamond-open", "color": COLOURS["fair"], "line": {"width": 2}},
            customdata=[_write(value, words, unit) for value in other["comparable_value"]],
            hovertemplate=words("chart.comparable") + "<br>%{customdata}<extra></extra>",
        )
    )


def _status(code: str, words: Words) -> str:
    return f"{STATUS[code].symbol} {words('status.' + code)}" if code in STATUS else ""


def _projection(figure: go.Figure, rows: pd.DataFrame, words: Words, unit: str) -> None:
    axis, last = _axis(rows), rows.iloc[-1]
    if pd.isna(last.projected) or pd.isna(last.value) or last.deadline_period not in axis:
        return
    start, end = axis.index(last.period), axis.index(last.deadline_period)
    if end <= start:
        return
    shown = min(max(float(last.projected), 0.0), 100.0) if unit == "percent" else float(last.projected)
    figure.add_trace(
        go.Scatter(
            x=[start, end],
            y=[float(last.value), shown],
            mode="lines+markers+text",
            name=words("chart.projection"),
            text=["", _write(shown, words, unit)],
            textposition="bottom center",
            customdata=[_pace(last, words, unit)] * 2,
            cliponaxis=False,
            line={"dash": "dot", "width": 2, "color": COLOURS["fair"]},
            marker={"size": [0, 9], "symbol": "circle-open"},
            hovertemplate=words("chart.projection") + "<br>%{text}<br>%{customdata}<extra></extra>",
        )
    )


def _pace(last: pd.Series, words: Words, unit: str) -> str:
    """How fast it went so far, as the projection supposes it will go on; empty where there is no pace."""
    if pd.isna(last.pace):
        return ""
    return words("chart.pace_points" if unit == "percent" else "chart.pace", pace=signed(last.pace, words.language))


def _alt(rows: pd.DataFrame, words: Words, title: str, unit: str) -> str:
    """The message, then every quarter's value."""
    known = rows.dropna(subset=["value"])
    told = [
        f"{quarter(row.period, words.language)}: {_write(row.value, words, unit)}"
        for row in known.itertuples(index=False)
    ]
    return ". ".join((title, "; ".join(told))) if told else title


def _top(rows: pd.DataFrame, unit: str) -> float:
    """The height at which signs stand clear of the lines."""
    return 106.0 if unit == "percent" else 1.02 * float(rows[["value", "planned_now"]].max().max())


def _range(rows: pd.DataFrame, unit: str) -> list[float] | None:
    return [0, 109] if unit == "percent" else None
