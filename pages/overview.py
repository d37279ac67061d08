"""Tổng quan: how do we stand this quarter? The state in a sentence, a card per target, whom to call first."""

from dxmetrics.ui import blocks, cards, figures, headline, maps, rows, tables
from dxmetrics.ui.frame import current_page
from dxmetrics.ui.page import Page

CALL_FIRST = 10


def show(page: Page) -> None:
    """Cards and tables first; the figures come last, the map in its room, so that nothing waits for them."""
    period = page.head("period").period
    if not page.has_data:
        blocks.empty(page, "empty.no_data")
        return
    trend, rates = page.data.trend(), page.data.reporting_rates()
    chased = rows.chased(page.data.lagging_units(period))
    heads = rows.headlines(trend, page.catalog, period)

    blocks.lead(
        headline.state_sentence(rows.judged(heads, page.catalog, "plan", "annual"), period, page.words),
        headline.guardrail_sentence(rows.judged(heads, page.catalog, "guardrail"), page.words),
        headline.reporting_sentence(rates, period, page.words),
        headline.lagging_sentence(len(chased), page.words),
    )
    cards.board(page, trend, heads)

    map_here = blocks.room()

    blocks.heading(page, "overview.call_first")
    if chased.empty:
        blocks.empty(page, "empty.no_lagging")
    else:
        blocks.table(page, tables.lagging(page, chased.head(CALL_FIRST), "call_first"), "call_first")

    blocks.heading(page, "overview.reporting")
    figures.rates(page, rows.rates(rates, period))

    with map_here:
        blocks.heading(page, "overview.map")
        maps.block(page)


show(current_page())
