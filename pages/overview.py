"""Tổng quan: how do we stand this quarter? The state in a sentence, a card per target, whom to call, what changed."""

from dxmetrics.ui import afterwards, blocks, changes, figures, maps, opened, rows
from dxmetrics.ui.frame import draw_alone
from dxmetrics.ui.page import Page


def show(page: Page) -> None:
    """In the order of a meeting. What is read comes first; buttons, tables and figures once the browser has painted it."""
    period = page.head("period", "since").period
    if not page.has_data:
        blocks.no_data(page)
        return
    row = opened.block(page)
    changes.block(page)

    def drawn() -> None:
        if row is not None:
            with row:
                opened.exports(page)
        changes.every(page)
        blocks.heading(page, "overview.map")
        maps.block(page)
        blocks.heading(page, "overview.reporting")
        figures.rates(page, rows.rates(page.data.reporting_rates(), period))

    afterwards.block(page, drawn, row)


draw_alone(show)
