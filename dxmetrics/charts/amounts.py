"""Amounts side by side: posts, people and money by level, platform groups; parts stacked or one inside the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from dxmetrics.charts.theme import COLOURS, LABEL_CHARS, PARTS, frame, label_above, wrap
from dxmetrics.text import Words
from dxmetrics.text.numbers import number, percent

_ROW, _LINE, _EXTRA = 46, 18, 76
_LARGE = 1000


def stacked_amounts(
    rows: pd.DataFrame,
    words: Words,
    *,
    names: Mapping[str, str],
    parts: Mapping[str, str],
    title: str,
    source: str,
    measure: str,
) -> go.Figure:
    """One bar a ``key`` of ``rows``, its parts one after another. ``rows``: key and a column a part, in ``measure``.

    names  each key's name;  parts  each part's column and name, at most four
    """
    items = [row for row in rows.itertuples(index=False) if row.key in names]
    totals = [sum(_amount(row, part) for part in parts) for row in items]
    labels = [_sum_label(names[row.key], row, total, parts, words) for row, total in zip(items, totals, strict=True)]
    figure = _bars(title, words("chart.note_measure", measure=measure, source=source), labels, max(totals, default=0))
    figure.update_layout(barmode="stack")
    for (part, name), (colour, pattern) in zip(parts.items(), PARTS, strict=False):
        figure.add_trace(_bar(items, part, name, colour, pattern, measure, words))
    return figure


def whole_and_part(
    rows: pd.DataFrame,
    words: Words,
    *,
    names: Mapping[str, str],
    whole: tuple[str, str],
    part: tuple[str, str],
    title: str,
    source: str,
    measure: str,
) -> go.Figure:
    """One pale bar a ``key`` with a dark one inside: spent of allocated, in post of posts, trained of staff.

    ``whole`` and ``part`` are a column of ``rows`` and its name; the share stands in the label where both are known.
    """
    items = [row for row in rows.itertuples(index=False) if row.key in names]
    labels = [_share_label(names[row.key], row, whole, part, words) for row in items]
    most = max((_amount(row, column) for row in items for column, _ in (whole, part)), default=0)
    figure = _bars(title, words("chart.note_measure", measure=measure, source=source), labels, most)
    figure.update_layout(barmode="overlay")
    wide = _bar(items, whole[0], whole[1], COLOURS["neutral"], "/", measure, words)
    figure.add_trace(wide.update(width=0.36))
    figure.add_trace(_bar(items, part[0], part[1], COLOURS["fair"], "", measure, words).update(width=0.18))
    return figure


def ranked_amounts(
    rows: pd.DataFrame, words: Words, *, names: Mapping[str, str], title: str, source: str, measure: str
) -> go.Figure:
    """One bar a ``key``, the largest first. ``rows``: key, value; a key without a value stands last and says so."""
    known = rows[rows["key"].isin(names)].sort_values("value", ascending=False, na_position="last", kind="stable")
    items = list(known.itertuples(index=False))
    labels = [(names[row.key], _written(row.value, words)) for row in items]
    most = max((_amount(row, "value") for row in items), default=0)
    figure = _bars(title, words("chart.note_measure", measure=measure, source=source), labels, most)
    figure.add_trace(_bar(items, "value", measure, COLOURS["fair"], "", measure, words).update(showlegend=False))
    return figure


def _bars(title: str, note: str, labels: Sequence[tuple[str, str]], most: float) -> go.Figure:
    """A frame for bars from nothing to ``most``, each with its label above it."""
    texts = [wrap(f"{name}: {told}", LABEL_CHARS) for name, told in labels]
    lines = max((text.count("<br>") + 1 for text in texts), default=1)
    alt = ". ".join((title, *(f"{name}: {told}" for name, told in labels)))
    figure = frame(title, note, (_ROW + _LINE * (lines - 1)) * max(len(texts), 1) + _EXTRA, alt)
    figure.update_xaxes(range=[0, (most or 1) * 1.02], visible=False)
    figure.update_yaxes(visible=False, range=[len(texts) - 0.6, -0.7 - 0.15 * lines])
    figure.update_layout(bargap=0.6, legend={"font": {"size": 11}})
    for place, text in enumerate(texts):
        label_above(figure, place, text)
    return figure


def _bar(items: list, column: str, name: str, colour: str, pattern: str, measure: str, words: Words) -> go.Bar:
    return go.Bar(
        x=[_amount(row, column) for row in items],
        y=list(range(len(items))),
        orientation="h",
        name=name,
        width=0.3,
        marker={
            "color": colour,
            "line": {"width": 0},
            "pattern": {"shape": pattern, "size": 6, "solidity": 0.25, "fgcolor": "#ffffff", "fillmode": "overlay"},
        },
        customdata=[f"{_written(getattr(row, column), words)} {measure}" for row in items],
        hovertemplate="%{fullData.name}<br>%{customdata}<extra></extra>",
    )


def _amount(row: object, column: str) -> float:
    value = getattr(row, column)
    return 0.0 if pd.isna(value) else float(value)


def _written(value: float, words: Words) -> str:
    return number(value, words.language) or words("status.not_reported")


def _sum_label(name: str, row: object, total: float, parts: Mapping[str, str], words: Words) -> tuple[str, str]:
    silent = all(pd.isna(getattr(row, part)) for part in parts)
    return name, words("status.not_reported") if silent else number(total, words.language)


def _share_label(
    name: str, row: object, whole: tuple[str, str], part: tuple[str, str], words: Words
) -> tuple[str, str]:
    given, used = getattr(row, whole[0]), getattr(row, part[0])
    if pd.isna(given) or pd.isna(used):
        return name, words("status.not_reported")
    decimals = 0 if used >= _LARGE else 1  # the tables have them; a label is to stand in one line on a phone
    told = f"{number(used, words.language, decimals)}/{number(given, words.language, decimals)}"
    return name, f"{told} ({percent(100 * used / given, words.language, 0)})" if given else told
