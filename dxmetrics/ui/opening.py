"""Tables of units of which a row opens the unit's page."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dxmetrics.documents.tables import Table
from dxmetrics.ui import blocks, links
from dxmetrics.ui.page import Page


def unit_table(
    page: Page, content: Table, ids: Sequence[str], key: str, target: str = "", *, wrap: bool = False
) -> None:
    """A table of units (``ids`` in the rows' order) of which a chosen row opens the unit's page.

    The box below it is the way of the keyboard and of phones to the same.
    """
    chosen = blocks.table(page, content, key, selectable=True, wrap=wrap)
    if chosen is not None:
        links.open_unit(page, ids[chosen], target)
    if not ids:
        return
    named = list(dict.fromkeys(ids))
    asked = st.selectbox(
        page.words("link.open"),
        named,
        index=None,
        key=f"open_{key}",
        placeholder=page.words("link.open_hint"),
        format_func=page.unit_name,
        width=420,
    )
    if asked:
        links.open_unit(page, asked, target)
