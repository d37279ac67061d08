"""The slides of a meeting: the quarter in a dozen steps, one message each, from the figures and charts of the pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dxmetrics.charts import enlarged
from dxmetrics.charts.theme import STATUS
from dxmetrics.text.numbers import number
from dxmetrics.text.quarters import quarter
from dxmetrics.ui import blocks, changes, chart_messages, figures, headline, maps, messages, rows, tables, wall
from dxmetrics.ui.page import Page
from dxmetrics.ui.screen import Screen

_TO_CALL = 10
_JUDGED = ("plan", "annual")


@dataclass(frozen=True)
class Slide:
    """One step: its key, and what draws it for a screen."""

    key: str
    draw: Callable[[Screen], None]


def of_quarter(page: Page) -> list[Slide]:
    """The slides of the quarter in view, the worst targets first. Only the one in view is drawn."""
    period = page.selection.period
    trend = page.data.trend()
    heads = rows.headlines(trend, page.catalog, period)
    worst = _worst_first(rows.judged(heads, page.catalog, *_JUDGED))
    found = [Slide("state", lambda screen: _state(page, heads))]
    for target in worst:
        found.append(Slide(f"plan_{target}", lambda screen, target=target: _plan(page, screen, trend, target)))
    if worst:
        found.append(Slide("levels", lambda screen: _levels(page, screen, worst[0])))
        found.append(Slide("map", lambda screen: _map(page, screen, worst)))
    if changes.since(page):
        found.append(Slide("changes", lambda screen: _changes(page)))
    return [*found, Slide("call", lambda screen: _call(page)), Slide("rates", lambda screen: _rates(page, screen))]


def _worst_first(heads: pd.DataFrame) -> list[str]:
    """The targets in the order of their trouble: behind, then open, then reached; in the Plan's order within each."""
    order = {status: place for place, status in enumerate((*chart_messages.BEHIND[::-1], "not_met"))}
    kinds = [order.get(status, len(order) + (status in ("achieved", "on_track"))) for status in heads["status"]]
    return list(heads.assign(kind=kinds).sort_values("kind", kind="stable")["target"])


def _state(page: Page, heads: pd.DataFrame) -> None:
    """How all targets stand, and the sentence of the quarter."""
    said, period = page.words, page.selection.period
    wall.message(headline.state_sentence(rows.judged(heads, page.catalog, *_JUDGED), period, said))
    tiles = []
    for row in heads.itertuples(index=False):
        indicator, mark = page.catalog.indicators[row.indicator], STATUS[row.status]
        value = messages.measured(row.value, indicator, page.catalog, said) or said("card.no_value")
        name = f"{row.target} · {page.catalog.targets[row.target].name(page.language)}"
        tiles.append((mark.colour, name, value, f"{mark.symbol} {said('status.' + row.status)}"))
    wall.tiles(tiles)
    rates = page.data.reporting_rates()
    wall.lines([_plain(headline.reporting_sentence(rates, period, said))])


def _plan(page: Page, screen: Screen, trend: pd.DataFrame, target: str) -> None:
    item = page.catalog.targets[target]
    past = rows.history(trend, page.catalog, item.headline.code, page.selection.period)
    figure = figures.made_plan_line(page, past, item.headline)
    large = enlarged(figure, height=screen.chart, fills=True)
    _chart(page, figure if screen.is_narrow else large, f"{target} · {item.name(page.language)}")


def _levels(page: Page, screen: Screen, target: str) -> None:
    item = page.catalog.targets[target]
    every = page.data.progress(page.selection.period, target=target, by="level")
    found = rows.by_level(every, item.headline.code, page.choices.level)
    if found.empty or item.headline.unit != "percent":
        wall.message(page.words("empty.no_target_data.title"))
        return
    _chart(page, _bars(screen, figures.made_levels(page, found)), f"{target} · {item.name(page.language)}")


def _map(page: Page, screen: Screen, worst: list[str]) -> None:
    """Where the units of the worst target stand, of those a map can show."""
    for target in worst:
        indicator = page.catalog.targets[target].headline
        for level in maps.levels_now(page):
            found = maps.units_of(page, indicator, level) if level in indicator.levels else pd.DataFrame()
            if len(found):
                told = f"{target} · {page.catalog.targets[target].name(page.language)}"
                _chart(page, _tiles(screen, maps.figure(page, found, indicator)), told)
                if screen.is_narrow:
                    st.caption("  \n".join(maps.in_want(page, found)))
                return
    wall.message(page.words("empty.no_map.title"))


def _changes(page: Page) -> None:
    """What is new since the quarter before, a line a kind."""
    found = changes.told_once(page.data.changes(page.selection.period), page)
    wall.message(page.words("changes.title", since=quarter(changes.since(page), page.language)))
    tiles = []
    for kind in changes.KINDS:
        count, names = changes.counted(found, kind, page)
        name = f"{kind.symbol} {page.words(f'changes.kind.{kind.key}')}"
        tiles.append((kind.wall, name, number(count, page.language), names or page.words("changes.none")))
    wall.tiles(tiles, narrowest=210)
    moved = changes.targets_moved(found, page)
    wall.lines([_plain(page.words("changes.targets", list=moved) if moved else page.words("changes.targets_same"))])


def _call(page: Page) -> None:
    """The units to call first, each with why."""
    chased = rows.chased(page.data.lagging_units(page.selection.period))
    wall.message(_plain(headline.lagging_sentence(len(chased), page.words)))
    if chased.empty:
        return
    shown = tables.lagging(page, chased.head(_TO_CALL), "call_first").rows
    pairs = [
        (f"{place + 1}. {row.unit}", " · ".join(text for text in (row.why, row.target_list) if text))
        for place, row in enumerate(shown.itertuples(index=False))
    ]
    wall.pairs(pairs)


def _rates(page: Page, screen: Screen) -> None:
    found = rows.rates(page.data.reporting_rates(), page.selection.period)
    _chart(page, _bars(screen, figures.made_rates(page, found)), page.words("overview.reporting.title"))


def _bars(screen: Screen, figure: go.Figure) -> go.Figure:
    """Bars under their labels: they grow together, for a label stands as far from its bar as its letters are large."""
    return figure if screen.is_narrow else enlarged(figure, height=screen.chart, most=min(2.4, screen.width / 350))


def _tiles(screen: Screen, figure: go.Figure) -> go.Figure:
    """A map: its tiles get as wide as the screen, and then hold a name in one line of larger letters."""
    if screen.is_narrow:
        return figure
    letters = min(max(screen.width / 1280, 1), 1.6)
    return enlarged(figure, height=screen.chart, least=letters, one_line=screen.width > 1000, fills=True)


def _chart(page: Page, figure: go.Figure, about: str) -> None:
    """A chart under its message: what it is about above, its note below. A phone has it as on the other pages."""
    words = figure.layout.meta
    wall.lines([about])
    wall.message(words["title"])
    st.plotly_chart(
        figure,
        key=f"slide {about} {words['title']}",
        theme="streamlit",
        config=blocks.chart_config(page, "slide"),
        alt=words["alt"],
    )
    st.caption(words["note"])


def _plain(text: str) -> str:
    return text.replace("**", "")
