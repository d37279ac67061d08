"""Mục tiêu: will we make it? The plan line with this pace, by level, by group, unit by unit, and how it is computed."""

from dxmetrics.ui import blocks, definitions, figures, links, rows, tables
from dxmetrics.ui.frame import current_page
from dxmetrics.ui.page import Page


def show(page: Page) -> None:
    """One target at a time; its indicators are a choice."""
    chosen = page.head(
        "period",
        "target",
        "level",
        "status",
        "search",
        "peer_group",
        "district",
        "structure",
        "area",
        "frozen",
        "carry_forward",
    )
    if not page.has_data:
        blocks.empty(page, "empty.no_data")
        return
    indicator = blocks.indicator_choice(page)
    past = rows.history(
        page.data.trend(target=chosen.target, **page.view()), page.catalog, indicator.code, chosen.period
    )
    if past.empty:
        blocks.empty(page, "empty.no_target_data")
        return
    blocks.verdict(page, past, indicator)
    figures.plan_line(page, past, indicator)
    show_parts(page, indicator.code)
    blocks.heading(page, "targets.method")
    definitions.indicator(page, indicator)


def show_parts(page: Page, code: str) -> None:
    """The same figure taken apart: by level, by group, by unit."""
    chosen, ask, view = page.selection, page.data.progress, page.view_of_quarter()
    by_level = ask(chosen.period, target=chosen.target, by="level", **view)
    figures.levels(page, rows.by_level(by_level, code, page.choices.level))
    figures.groups(page, rows.by_group(ask(chosen.period, target=chosen.target, by="group", **view), code))
    blocks.heading(page, "targets.units")
    every = ask(chosen.period, target=chosen.target, by="unit", **view)
    units = rows.units(every, page.catalog, code, **page.wanted())
    links.unit_table(page, tables.progress(page, units, "units"), list(units["org_unit"]), "units", chosen.target)


show(current_page())
