"""The board of target cards: value, target, status, change, sparkline, three-state bar."""

from __future__ import annotations

from base64 import b64encode
from html import escape

import pandas as pd

from dxmetrics.catalog.model import Indicator, Target
from dxmetrics.charts import strip_label, three_state_strip
from dxmetrics.charts.theme import STATUS
from dxmetrics.text import Words
from dxmetrics.text.numbers import percent, signed
from dxmetrics.text.quarters import quarter, short_quarter
from dxmetrics.ui import messages, rows, sheet
from dxmetrics.ui.page import Page

TONE_COLOURS = {"good": "green", "fair": "blue", "warn": "orange", "bad": "red", "neutral": "gray"}


def board(page: Page, heads: pd.DataFrame) -> str:
    """The HTML of one card per target, in the Plan's order. ``heads`` are the headline rows of the quarter in view."""
    past = rows.histories(page.data.trend(), page.catalog, list(heads["indicator"]), page.selection.period)
    cards = [
        _card(page, page.catalog.targets[head.target], head, past[head.indicator])
        for head in heads.itertuples(index=False)
    ]
    return f'<div class="cards four">{"".join(cards)}</div>'


def badge(page: Page, status: str) -> str:
    """A status as a coloured badge in Markdown: colour, symbol and word."""
    mark = STATUS[status]
    return f":{TONE_COLOURS[mark.tone]}-badge[{mark.symbol} {page.words('status.' + status)}]"


def plain(page: Page, status: str) -> str:
    """A status for a table's cell: symbol and word."""
    return f"{STATUS[status].symbol} {page.words('status.' + status)}"


def _card(page: Page, target: Target, head: object, past: pd.DataFrame) -> str:
    indicator, words, mark = target.headline, page.words, STATUS[head.status]
    known = past.dropna(subset=["value"])
    tone, change = _change(page, past, indicator)
    status = sheet.badge(mark.tone, f"{mark.symbol} {words(f'status.{head.status}')}")
    name = f"{escape(target.name(page.language))} {sheet.explained(words('card.how'), indicator_help(page, target))}"
    value = messages.measured(head.value, indicator, page.catalog, words) or words("card.no_value")
    parts = [
        f"<div><b>{escape(target.code)}</b> {status}<br>{name}</div>",
        f'<p class="figure">{escape(value)}</p>',
        change,
        sheet.spark([*map(float, known["value"])], tone, _past(page, known, indicator)) if len(known) > 1 else "",
        _strip(head, words) if indicator.unit == "percent" else "",
        f"<small>{'<br>'.join(map(escape, _facts(page, target, head)))}</small>",
        sheet.link(page, "targets", words("link.target", code=target.code), target=target.code),
    ]
    return f'<div class="card">{"".join(parts)}</div>'


def _past(page: Page, known: pd.DataFrame, indicator: Indicator) -> str:
    """The sparkline in words."""
    said = {
        period: messages.written(value, indicator, page.words)
        for period, value in known[["period", "value"]].itertuples(index=False)
    }
    return "; ".join(f"{short_quarter(period, page.language)}: {value}" for period, value in said.items())


def _strip(head: object, words: Words) -> str:
    drawn = b64encode(three_state_strip(head, words).encode()).decode()
    return f'<img class="strip" src="data:image/svg+xml;base64,{drawn}" alt="{escape(strip_label(head, words))}">'


def indicator_help(page: Page, target: Target) -> str:
    """How the headline is computed and where it stands in the Plan."""
    indicator = target.headline
    formula = indicator.formula_vi if page.language == "vi" else indicator.formula_en
    return f"{page.words('card.section', section=target.section)}\n\n{formula}"


def _change(page: Page, past: pd.DataFrame, indicator: Indicator) -> tuple[str, str]:
    """The tone of the change since last quarter and its HTML; neutral and empty where quarters can't be compared."""
    moved = rows.change(past, page.catalog)
    if moved is None:
        return "neutral", ""
    written = signed(moved, page.language)
    is_share = indicator.unit == "percent"
    unit = page.words("card.points") if is_share else messages.counted(indicator, page.catalog, page.words)
    since = page.words("card.since", period=short_quarter(past["period"].iloc[-2], page.language))
    tone, arrow = "neutral", ""
    if written != "0":
        tone, arrow = ("good" if (moved > 0) == (indicator.direction == "up") else "bad"), "↑ " if moved > 0 else "↓ "
    return tone, f"<p>{sheet.badge(tone, f'{arrow}{written} {unit}'.strip())} <small>{escape(since)}</small></p>"


def _facts(page: Page, target: Target, head: object) -> list[str]:
    """The lines below a card: its target and what it takes, or what silence hides."""
    indicator, words = target.headline, page.words
    lines = [asked(page, indicator, head), messages.comparable(head, indicator, words)]
    lines.append(messages.need(head, indicator, words))
    if pd.isna(head.upper) and indicator.unit == "percent" and head.reported_share < 100:
        lines.append(words("card.reported", share=percent(head.reported_share, page.language, 0)))
    if head.status == "incomplete" and not pd.isna(head.status_lower) and not pd.isna(head.status_upper):
        lines.append(
            words("card.between", low=words(f"status.{head.status_lower}"), high=words(f"status.{head.status_upper}"))
        )
    return [line for line in lines if line]


def asked(page: Page, indicator: Indicator, head: object) -> str:
    """What the Plan asks of the headline: a value by a date, no growth, or nothing but to be followed."""
    if pd.isna(head.target_value):
        return page.words(f"card.{indicator.judgement}")
    target = messages.written(head.target_value, indicator, page.words)
    if pd.isna(head.deadline_period):
        return page.words("card.limit", target=target)
    return page.words("card.target", target=target, deadline=quarter(head.deadline_period, page.language))
