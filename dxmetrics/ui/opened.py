"""What Tổng quan opens with, as one piece: the state in a sentence, a card per target, the units to call first."""

from __future__ import annotations

from streamlit.delta_generator import DeltaGenerator

from dxmetrics.documents.tables import Table
from dxmetrics.ui import afterwards, blocks, call_first, cards, headline, rows, sheet
from dxmetrics.ui.kept import kept
from dxmetrics.ui.page import Page


def block(page: Page) -> DeltaGenerator | None:
    """The piece; the place for ``exports`` below it, None where no unit is to be called."""
    content, html = _kept(page)
    sheet.draw(html, "opened")
    return afterwards.row() if content is not None else None


def exports(page: Page) -> None:
    """The list of calls to take away."""
    content, _ = _kept(page)
    blocks.exports(page, content, "call_first")


def _kept(page: Page) -> tuple[Table | None, str]:
    return kept(page, "opened", lambda: _made(page), page.selection)  # its links carry the whole selection


def _made(page: Page) -> tuple[Table | None, str]:
    """The table of the calls and the HTML."""
    period, words = page.selection.period, page.words
    heads = rows.headlines(page.data.trend(), page.catalog, period)
    chased = rows.chased(page.data.lagging_units(period))
    content = call_first.table(page, chased)
    others = (
        headline.guardrail_sentence(rows.judged(heads, page.catalog, "guardrail"), words),
        headline.reporting_sentence(page.data.reporting_rates(), period, words),
    )
    state = headline.state_sentence(rows.judged(heads, page.catalog, "plan", "annual"), period, words)
    told = " ".join(sheet.text(sentence) for sentence in others if sentence)
    called = headline.lagging_sentence(len(chased), words)
    way = sheet.link(page, "lagging", called) if len(chased) else sheet.text(called)
    lead = sheet.box(state, f"{told} {way}".strip(), rank=2)
    return content, lead + cards.board(page, heads) + call_first.listed(page, content)
