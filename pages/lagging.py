"""Đơn vị chậm: who lags, why, and for how long? Ranked, each with its reasons and what it would take."""

from dxmetrics.ui import blocks, heat, lagging_parts, rows
from dxmetrics.ui.frame import current_page
from dxmetrics.ui.page import Page


def show(page: Page) -> None:
    """Units with more against them than lateness first; the late and the undocumented under a heading of their own."""
    chosen = page.head("period", "level", "search", "peer_group", "district", "frozen")
    if not page.has_data:
        blocks.no_data(page)
        return
    lagging = rows.keep(page.data.lagging_units(chosen.period, **page.kept_with_freeze()), **page.wanted())
    chased, aside = rows.chased(lagging), rows.aside(lagging)

    if len(chased):
        blocks.lead(*lagging_parts.lead(page, chased))
    blocks.reason_counts(page, chased)
    if chased.empty:
        blocks.empty(page, "empty.no_lagging")
    else:
        lagging_parts.units(page, chased, "lagging")
        lagging_parts.letters(page, "lagging")
        blocks.heading(page, "lagging.heat")
        heat.block(page, list(chased["org_unit"]))
        lagging_parts.where(page, chased)

    if len(aside):
        blocks.heading(page, "lagging.aside")
        lagging_parts.units(page, aside, "aside")


show(current_page())
