"""A unit beside its peers: for each target the peers' values as a strip, the unit's own as a mark with its status."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import plotly.graph_objects as go

from dxmetrics.charts.theme import COLOURS, FAINT, FONT_SIZE, INK, LABEL_CHARS, STATUS, frame, wrap
from dxmetrics.text import Words
from dxmetrics.text.numbers import percent

_STRIP, _LINE, _EXTRA = 62, 18, 84
_ABOVE = 26  # pixels between a strip and its label
_SPREAD = (0.0, -0.11, 0.11, -0.22, 0.22)  # dots of one value stand in five rows, so that they are seen to be many


def scorecard(
    rows: pd.DataFrame, words: Words, *, unit: str, names: dict[str, str], title: str, source: str
) -> go.Figure:
    """One strip an indicator that applies to the unit, from 0 to 100 %. A click on a dot gives back that peer's id.

    rows   indicator, org_unit, name, value, status, planned_now, peers_median: the unit and its peers, one row each;
           a yes/no is 0 or 100
    unit   whose scorecard it is
    names  each indicator's code and name
    """
    own = {row.indicator: row for row in rows[rows["org_unit"] == unit].itertuples(index=False)}
    indicators = [code for code in names if code in own]
    labels = [_label(code, names[code], own[code], words) for code in indicators]
    lines = max((len(wrap(label, LABEL_CHARS).split("<br>")) for label in labels), default=1)
    row = _STRIP + _LINE * lines
    figure = frame(
        title,
        words("chart.note_peers", source=source, count=rows["org_unit"].nunique() - (unit in set(rows["org_unit"]))),
        row * max(len(indicators), 1) + _EXTRA,
        ". ".join((title, *labels)),
    )
    line_of = {code: line for line, code in enumerate(indicators)}
    _peers(figure, rows[rows["org_unit"] != unit], line_of, words)
    _ticks(figure, own, line_of, words, "peers_median", "chart.peers_median", COLOURS["neutral"])
    _ticks(figure, own, line_of, words, "planned_now", "chart.planned_now", INK)
    _own(figure, own, line_of, words)
    _labels(figure, labels)
    marks = (0, 25, 50, 75, 100)
    figure.update_xaxes(range=[-4, 104], tickvals=marks, ticktext=[f"{mark}%" for mark in marks], showgrid=False)
    top = (_ABOVE + _LINE * lines + 6) / row
    figure.update_yaxes(visible=False, range=[len(indicators) - top, -top])
    figure.update_layout(hovermode="closest", legend={"font": {"size": 11}})
    return figure


def _peers(figure: go.Figure, rows: pd.DataFrame, line_of: dict[str, int], words: Words) -> None:
    known = rows[rows["indicator"].isin(line_of)].dropna(subset=["value"])
    # A faint rail from 0 to 100 % ties each strip together.
    for line in line_of.values():
        figure.add_shape(type="line", x0=0, x1=100, y0=line, y1=line, line={"width": 2, "color": FAINT}, layer="below")
    stacked: Counter = Counter()
    places = []
    for row in known.itertuples(index=False):
        key = (row.indicator, round(float(row.value)))
        places.append(line_of[row.indicator] + _SPREAD[stacked[key] % len(_SPREAD)])
        stacked[key] += 1
    figure.add_trace(
        go.Scatter(
            x=[float(value) for value in known["value"]],
            y=places,
            mode="markers",
            name=words("chart.peers"),
            marker={"size": 7, "color": COLOURS["neutral"], "opacity": 0.55},
            customdata=[
                [row.name, percent(row.value, words.language), row.org_unit] for row in known.itertuples(index=False)
            ],
            hovertemplate="%{customdata[0]}: %{customdata[1]}<extra></extra>",
            selected={"marker": {"opacity": 0.55}},
            unselected={"marker": {"opacity": 0.55}},
        )
    )


def _ticks(
    figure: go.Figure, own: dict, line_of: dict[str, int], words: Words, column: str, key: str, colour: str
) -> None:
    """An upright line per strip: the peers' median, the plan to date."""
    found = [(line_of[code], getattr(row, column)) for code, row in own.items() if not pd.isna(getattr(row, column))]
    width = 2 if column == "peers_median" else 4
    if found:
        figure.add_trace(
            go.Scatter(
                x=[float(value) for _, value in found],
                y=[line for line, _ in found],
                mode="markers",
                name=words(key),
                marker={"symbol": "line-ns", "size": 30, "line": {"width": width, "color": colour}},
                customdata=[percent(value, words.language) for _, value in found],
                hovertemplate=words(key) + "<br>%{customdata}<extra></extra>",
            )
        )


def _own(figure: go.Figure, own: dict, line_of: dict[str, int], words: Words) -> None:
    """The unit's own value of each indicator, in the colour of its status."""
    known = [row for row in own.values() if not pd.isna(row.value)]
    figure.add_trace(
        go.Scatter(
            x=[float(row.value) for row in known],
            y=[line_of[row.indicator] for row in known],
            mode="markers",
            name=words("chart.own"),
            marker={
                "size": 17,
                "symbol": "diamond",
                "color": [STATUS[row.status].colour for row in known],
                "line": {"width": 2, "color": INK},
            },
            customdata=[
                [f"{percent(row.value, words.language)} · {_status(row.status, words)}", row.org_unit] for row in known
            ],
            hovertemplate="%{customdata[0]}<extra></extra>",
        )
    )


def _label(code: str, name: str, row: object, words: Words) -> str:
    """An indicator's name, the unit's value and status, and the middle of its peers."""
    if pd.isna(row.value):
        return f"{code} · {name}: {_status(row.status, words)}"
    told = f"{code} · {name}: {percent(row.value, words.language)} · {_status(row.status, words)}"
    if pd.isna(row.peers_median):
        return told
    return f"{told} · {words('chart.median_of', value=percent(row.peers_median, words.language))}"


def _labels(figure: go.Figure, labels: list[str]) -> None:
    for line, text in enumerate(labels):
        figure.add_annotation(
            x=0, y=line, yshift=_ABOVE, xref="paper", text=wrap(text, LABEL_CHARS), xanchor="left", yanchor="bottom",
            align="left", showarrow=False, font={"size": FONT_SIZE, "color": INK}, name="label",
        )  # fmt: skip


def _status(status: str, words: Words) -> str:
    return f"{STATUS[status].symbol} {words('status.' + status)}"
