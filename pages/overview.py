"""Tổng quan: how do we stand this quarter? The state in a sentence, a card per target, what changed, whom to call."""

from dxmetrics.ui import blocks, call_first, cards, changes, figures, headline, maps, rows
from dxmetrics.ui.frame import current_page
from dxmetrics.ui.kept import kept
from dxmetrics.ui.page import Page


def show(page: Page) -> None:
    """In the order of a meeting. Cards and lists first; the figures are sent last, so that nothing waits for them."""
    period = page.head("period", "since").period
    if not page.has_data:
        blocks.no_data(page)
        return
    rates = page.data.reporting_rates()
    chased = rows.chased(page.data.lagging_units(period))
    heads = kept(page, "heads", lambda: rows.headlines(page.data.trend(), page.catalog, period))

    blocks.lead(
        headline.state_sentence(rows.judged(heads, page.catalog, "plan", "annual"), period, page.words),
        headline.guardrail_sentence(rows.judged(heads, page.catalog, "guardrail"), page.words),
        headline.reporting_sentence(rates, period, page.words),
        headline.lagging_sentence(len(chased), page.words),
    )
    cards.board(page, heads)
    call_first.block(page, chased)
    changes.block(page)

    blocks.heading(page, "overview.map")
    maps.block(page)
    blocks.heading(page, "overview.reporting")
    figures.rates(page, rows.rates(rates, period))


show(current_page())
