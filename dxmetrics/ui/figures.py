"""The figures of the pages: each chart with its message, its source note and the rows in view."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dxmetrics import charts
from dxmetrics.catalog.model import Indicator
from dxmetrics.ui import blocks, filters, links, messages, rows
from dxmetrics.ui.kept import kept
from dxmetrics.ui.page import Page


def plan_line(page: Page, past: pd.DataFrame, indicator: Indicator, folded: pd.DataFrame | None = None) -> None:
    """What happened so far, the plan, and where this pace leads; ``folded``: the same on the last quarter's units."""
    blocks.chart(page, made_plan_line(page, past, indicator, folded), "plan_line")


def made_plan_line(
    page: Page, past: pd.DataFrame, indicator: Indicator, folded: pd.DataFrame | None = None
) -> go.Figure:
    """The figure of the plan line, for whoever draws it."""
    return charts.plan_line(
        past,
        page.words,
        title=messages.plan(past, indicator, page.words),
        source=page.source(),
        unit=indicator.unit,
        breaks=rows.breaks(page.catalog, page.language),
        folded=folded,
    )


def levels(page: Page, by_level: pd.DataFrame) -> None:
    """Reached, not reached, not reported, a bar a level; nothing for counts, or where no level has units."""
    if _shares(page, by_level):
        blocks.clickable_chart(
            page, made_levels(page, by_level), "levels", lambda ids: filters.set_filters(level=ids[-2])
        )
        blocks.note(page, "targets.click_level")


def made_levels(page: Page, by_level: pd.DataFrame) -> go.Figure:
    """The figure of the levels, for whoever draws it. ``by_level``: at least one row, of an indicator in percent."""
    title = messages.levels(by_level, page.words)
    return charts.three_state(by_level, page.words, title=title, source=page.source())


def groups(page: Page, by_group: pd.DataFrame) -> None:
    """The same, a bar a member group; nothing for an indicator without groups."""
    if _shares(page, by_group):
        names = {group.code: group.name(page.language) for group in page.catalog.groups.values()}
        title = messages.groups(by_group, names, page.words)
        figure = charts.group_bars(by_group, page.words, names, title=title, source=page.source())
        blocks.chart(page, figure, "groups")


def rates(page: Page, by_level: pd.DataFrame) -> None:
    """Returns on time, late, waiting and missing, a bar a level."""
    blocks.chart(page, made_rates(page, by_level), "rates")


def made_rates(page: Page, by_level: pd.DataFrame) -> go.Figure:
    """The figure of the reporting rates of the quarter in view, for whoever draws it."""

    def make() -> go.Figure:
        title = messages.rates(by_level, page.words)
        return charts.reporting_rates(by_level, page.words, title=title, source=page.source())

    return kept(page, "rates", make, bool(page.chosen("frozen")))


def calendar(page: Page, figure: go.Figure) -> None:
    """The calendar; a square leads to the unit in that quarter."""
    blocks.clickable_chart(page, figure, "calendar", lambda ids: links.ask_for(ids[-2], period=ids[-1]))


def made_calendar(page: Page, returns: pd.DataFrame) -> go.Figure:
    """The figure of unit by quarter, the return's state in each square."""
    title = messages.calendar(returns, page.selection.period, page.words)
    return charts.reporting_calendar(returns, page.words, title=title, source=page.source())


def _shares(page: Page, found: pd.DataFrame) -> bool:
    return len(found) > 0 and page.catalog.indicators[found["indicator"].iloc[0]].unit == "percent"
