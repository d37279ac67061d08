"""Tình hình báo cáo: who has sent, on time, complete? By level, unit by quarter, and the quarter's list."""

from dxmetrics.ui import blocks, figures, headline, lagging_parts, opening, papers, returns, rows, settling
from dxmetrics.ui.frame import current_page
from dxmetrics.ui.page import Page


def show(page: Page) -> None:
    """The request letter, rates by level, the calendar of the chosen level, then every return expected in the quarter."""
    chosen = page.head("period", "level", "search", "peer_group", "district")
    if not page.has_data:
        blocks.no_data(page)
        return
    rates = page.data.reporting_rates()
    told = headline.reporting_sentence(rates, chosen.period, page.words, alone=True)
    blocks.lead(told or page.words("empty.all_in.title"))
    papers.short_state(page)
    figures.rates(page, rows.rates(rates, chosen.period))

    blocks.heading(page, "reporting.calendar")
    calendar = returns.calendar(page)
    if calendar is None:
        blocks.empty(page, "empty.all_in")
    else:
        figures.calendar(page, calendar)

    late = returns.late(page)
    if len(late.rows):
        blocks.heading(page, "reporting.late")
        blocks.table(page, late, "late_units")
        lagging_parts.letters(page, "reminder")

    settling.block(page)
    blocks.heading(page, "reporting.returns")
    every = returns.every(page)
    opening.unit_table(page, every, list(every.rows["org_unit"]), "reporting")


show(current_page())
