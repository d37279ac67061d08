"""The units to call first: each with why, since when, what it would take, and the way to its page."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dxmetrics.ui import blocks, links, tables
from dxmetrics.ui.page import Page

HOW_MANY = 10
_NAME_WIDTH = 250


def block(page: Page, chased: pd.DataFrame) -> None:
    """Running text, no table: whole on a phone, a projector and paper. ``chased``: lagging units, worst first."""
    blocks.heading(page, "overview.call_first")
    if chased.empty:
        blocks.empty(page, "empty.no_lagging")
        return
    content = tables.lagging(page, chased.head(HOW_MANY), "call_first")
    with st.container(gap="xsmall"):
        for place, row in content.rows.iterrows():
            _unit(page, place, row)
    blocks.exports(page, content, "call_first")


def _unit(page: Page, place: int, row: pd.Series) -> None:
    why = page.words("call_first.why", why=row["why"], targets=row["target_list"]) if row["target_list"] else row["why"]
    told = page.words("call_first.line", why=why, quarters=int(row["quarters_lagging"]), todo=row["todo"])
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        with st.container(width=_NAME_WIDTH):
            links.unit(page, row["org_unit"], label=f"**{place + 1}. {row['unit']}**")
        with st.container(width="stretch"):
            st.markdown(told)
