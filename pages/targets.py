"""Mục tiêu: will we make it? The plan line with this pace, by level, by group, unit by unit, and how it is computed."""

from dxmetrics.ui import blocks, definitions, figures, opening, rows, settling, tables, target_parts
from dxmetrics.ui.frame import current_page
from dxmetrics.ui.page import Page


def show(page: Page) -> None:
    """One target at a time; its indicators are a choice."""
    chosen = page.head(
        "period", "target", "level", "status", "search", "peer_group", "district", "structure", "area", "frozen",
        "carry_forward",
    )  # fmt: skip
    if not page.has_data:
        blocks.no_data(page)
        return
    indicator = blocks.indicator_choice(page)
    trend = page.data.trend(target=chosen.target, **page.view_of_quarter())
    past = rows.history(trend, page.catalog, indicator.code, chosen.period)
    if past.empty:
        blocks.empty(page, "empty.no_target_data")
        return
    target_parts.verdict(page, past, indicator)
    target_parts.pace(page, past, indicator)
    target_parts.other_score(page, past, indicator)
    figures.plan_line(page, past, indicator, target_parts.folded(page, indicator))
    settling.block(page, indicator.code)
    show_parts(page, indicator)
    blocks.heading(page, "targets.method")
    definitions.indicator(page, indicator)
    target_parts.worked(page, indicator)


def show_parts(page: Page, indicator: target_parts.Indicator) -> None:
    """The same figure taken apart: by level, by group, by unit."""
    chosen, view, code = page.selection, page.view_of_quarter(), indicator.code
    ask = {
        by: page.data.progress(chosen.period, target=chosen.target, by=by, **view) for by in ("level", "group", "unit")
    }
    figures.levels(page, rows.by_level(ask["level"], code, page.choices.level))
    figures.groups(page, rows.by_group(ask["group"], code))
    target_parts.to_go(page, indicator)
    target_parts.unit_quarters(page, indicator)
    blocks.heading(page, "targets.units")
    units = rows.units(ask["unit"], page.catalog, code, **page.wanted())
    opening.unit_table(page, tables.progress(page, units, "units"), list(units["org_unit"]), "units", chosen.target)


show(current_page())
