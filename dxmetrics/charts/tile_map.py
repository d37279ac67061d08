"""The tile map: a tile of equal size for each unit, about where it lies, so that no unit is too small to be seen."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from dxmetrics.charts import squares
from dxmetrics.charts.squares import Square
from dxmetrics.charts.theme import frame, wrap
from dxmetrics.charts.tiles import Place
from dxmetrics.charts.verdicts import classes
from dxmetrics.text import Words
from dxmetrics.text.numbers import number, percent

_FEW = 24
_TILE, _LARGE_TILE, _EXTRA = 52, 92, 30
_TEXT_CHARS, _LARGE_TEXT_CHARS = (6, 8, 10, 12), (14,)
_LINES = 2


def tile_map(
    rows: pd.DataFrame,
    words: Words,
    *,
    places: Mapping[str, Place],
    names: Mapping[str, tuple[str, str]],
    title: str,
    source: str,
    unit: str = "percent",
    selected: str = "",
) -> go.Figure:
    """One tile a row. ``rows``: progress rows of one indicator, one a unit. A click gives back the unit's id.

    places    column and row of each unit's tile; a unit without one is left out
    names     each unit's full name, for the hover, and its short one, for the tile
    unit      ``percent`` or ``count``: how values are written
    selected  the unit whose tile is framed
    """
    rows = rows[rows["org_unit"].isin(places)]
    states, marks, states_in_words = classes(rows, unit, words)
    few = len(rows) <= _FEW
    tiles = [
        _tile(row, state, f"{marks[state].symbol} {states_in_words[state]}", words, places, names, unit, few)
        for row, state in zip(rows.itertuples(index=False), states, strict=True)
    ]
    columns, lines = (1 + max((place[axis] for place in places.values()), default=0) for axis in (0, 1))
    height = (_LARGE_TILE if few else _TILE) * lines + _EXTRA + squares.legend_height(states)
    alt = squares.counted(title, states, marks, states_in_words)
    note = words("chart.note_percent" if unit == "percent" else "chart.note_count", source=source)
    figure = frame(title, words("chart.note_tiles", note=note), height, alt)
    squares.draw(figure, tiles, marks, states_in_words, named=True, large=few)
    squares.axes(figure, columns, lines)
    for tile in tiles:
        if tile.ids[0] == selected:
            squares.outline(figure, tile)
    return figure


def hover_text(name: str, row: object, told: str, words: Words, unit: str) -> str:
    """What is said of one unit: name, value, and ``told``, the status by symbol and word."""
    value = percent(row.value, words.language) if unit == "percent" else number(row.value, words.language)
    return f"<b>{wrap(name, 34)}</b><br>" + (f"{value} · {told}" if value else told)


def _tile(
    row: object,
    state: str,
    told: str,
    words: Words,
    places: Mapping[str, Place],
    names: Mapping[str, tuple[str, str]],
    unit: str,
    few: bool,
) -> Square:
    full, short = names[row.org_unit]
    value = percent(row.value, words.language, 0) if unit == "percent" else number(row.value, words.language)
    text = _in_two_lines(short, _LARGE_TEXT_CHARS if few else _TEXT_CHARS) + (f"<br>{value}" if few and value else "")
    hover = hover_text(full, row, told, words, unit)
    return Square(*places[row.org_unit], state, hover, (row.org_unit,), text)


def _in_two_lines(name: str, widths: tuple[int, ...]) -> str:
    """The name in the narrowest of these widths that leaves the room above it to the symbol."""
    broken = [wrap(name, width) for width in widths]
    return next((text for text in broken if text.count("<br>") < _LINES), broken[-1])
