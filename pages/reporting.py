"""Tình hình báo cáo: who has sent, on time, complete? By level, unit by quarter, and the quarter's list."""

from dxmetrics.ui import blocks, figures, opening, papers, rows, settling, tables
from dxmetrics.ui.frame import current_page
from dxmetrics.ui.page import Page


def show(page: Page) -> None:
    """The request letter, rates by level, the calendar of the chosen level, then every return expected in the quarter."""
    chosen = page.head("period", "level", "search", "peer_group", "district")
    if not page.has_data:
        blocks.empty(page, "empty.no_data")
        return
    papers.short_state(page)
    figures.rates(page, rows.rates(page.data.reporting_rates(), chosen.period))

    blocks.heading(page, "reporting.calendar")
    every = page.data.reporting()
    wanted = page.wanted()
    calendar = rows.calendar(every, chosen.period, language=page.language, **wanted)
    if calendar.empty:
        blocks.empty(page, "empty.all_in")
    else:
        figures.calendar(page, calendar)

    late = rows.late(rows.keep(rows.of_period(every, chosen.period), **wanted))
    if len(late):
        blocks.heading(page, "reporting.late")
        blocks.table(page, tables.late_units(page, late), "late_units")

    settling.block(page)
    blocks.heading(page, "reporting.returns")
    returns = rows.named(rows.keep(rows.of_period(every, chosen.period), **wanted))
    opening.unit_table(page, tables.reporting(page, returns, "reporting"), list(returns["org_unit"]), "reporting")


show(current_page())
