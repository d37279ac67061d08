"""The board of target cards: value, target, status, change, sparkline, three-state bar."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dxmetrics.catalog.model import Indicator, Target
from dxmetrics.charts import strip_label, three_state_strip
from dxmetrics.charts.theme import STATUS
from dxmetrics.text.numbers import percent, signed
from dxmetrics.text.quarters import quarter, short_quarter
from dxmetrics.ui import links, messages, rows
from dxmetrics.ui.kept import kept
from dxmetrics.ui.page import Page

TONE_COLOURS = {"good": "green", "fair": "blue", "warn": "orange", "bad": "red", "neutral": "gray"}
_COLUMNS, _NARROWEST = 4, 225


def board(page: Page, heads: pd.DataFrame) -> None:
    """One card per target, in the Plan's order. ``heads`` are the headline rows of the quarter in view."""
    codes, until = list(heads["indicator"]), page.selection.period
    past = kept(page, "histories", lambda: rows.histories(page.data.trend(), page.catalog, codes, until))
    with st.grid(_COLUMNS, min_column_width=_NARROWEST, gap="small"):
        for head in heads.itertuples(index=False):
            target = page.catalog.targets[head.target]
            with st.container(border=True, height="stretch", gap="xsmall", key=f"card_{head.target}"):
                _card(page, target, head, past[head.indicator])


def badge(page: Page, status: str) -> str:
    """A status as a coloured badge in Markdown: colour, symbol and word."""
    mark = STATUS[status]
    return f":{TONE_COLOURS[mark.tone]}-badge[{mark.symbol} {page.words('status.' + status)}]"


def plain(page: Page, status: str) -> str:
    """A status for a table's cell: symbol and word."""
    return f"{STATUS[status].symbol} {page.words('status.' + status)}"


def _card(page: Page, target: Target, head: object, past: pd.DataFrame) -> None:
    indicator, words = target.headline, page.words
    title = f"**{target.code}** {badge(page, head.status)}  \n{target.name(page.language)}"
    st.markdown(title, help=indicator_help(page, target))
    spark = [float(value) for value in past["value"].dropna()]
    st.metric(
        words("card.value"),
        messages.written(head.value, indicator, words) or words("card.no_value"),
        **_change(page, past, indicator),
        chart_data=spark if len(spark) > 1 else None,
        label_visibility="collapsed",
    )
    if indicator.unit == "percent":
        st.image(three_state_strip(head, words), width="stretch", alt=strip_label(head, words))
    st.caption("  \n".join(_facts(page, target, head)))
    links.target(page, target.code)


def indicator_help(page: Page, target: Target) -> str:
    """How the headline is computed and where it stands in the Plan."""
    indicator = target.headline
    formula = indicator.formula_vi if page.language == "vi" else indicator.formula_en
    return f"{page.words('card.section', section=target.section)}\n\n{formula}"


def _change(page: Page, past: pd.DataFrame, indicator: Indicator) -> dict[str, object]:
    """What ``st.metric`` is told about the change since last quarter; nothing where quarters can't be compared."""
    moved = rows.change(past, page.catalog)
    if moved is None:
        return {}
    # Streamlit takes the arrow's direction from an ASCII minus only, and a plain 0 as no change.
    text = signed(moved, page.language).replace("\N{MINUS SIGN}", "-")
    unit = " " + page.words("card.points") if indicator.unit == "percent" else ""
    return {
        "delta": 0 if text == "0" else text + unit,
        "delta_color": "normal" if indicator.direction == "up" else "inverse",
        "delta_description": page.words("card.since", period=short_quarter(past["period"].iloc[-2], page.language)),
    }


def _facts(page: Page, target: Target, head: object) -> list[str]:
    """The lines below a card: its target and what it takes, or what silence hides."""
    indicator, words = target.headline, page.words
    lines = [_asked(page, indicator, head), messages.comparable(head, indicator, words)]
    lines.append(messages.need(head, indicator, words))
    if pd.isna(head.upper) and indicator.unit == "percent" and head.reported_share < 100:
        lines.append(words("card.reported", share=percent(head.reported_share, page.language, 0)))
    if head.status == "incomplete" and not pd.isna(head.status_lower) and not pd.isna(head.status_upper):
        lines.append(
            words("card.between", low=words(f"status.{head.status_lower}"), high=words(f"status.{head.status_upper}"))
        )
    return [line for line in lines if line]


def _asked(page: Page, indicator: Indicator, head: object) -> str:
    """What the Plan asks of the headline: a value by a date, no growth, or nothing but to be followed."""
    if pd.isna(head.target_value):
        return page.words(f"card.{indicator.judgement}")
    target = messages.written(head.target_value, indicator, page.words)
    if pd.isna(head.deadline_period):
        return page.words("card.limit", target=target)
    return page.words("card.target", target=target, deadline=quarter(head.deadline_period, page.language))
