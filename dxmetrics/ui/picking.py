"""Choosing one row of a table: by a click on it, or by name in a box under it, which keyboards and phones reach too."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from dxmetrics.documents.tables import Table
from dxmetrics.ui import blocks
from dxmetrics.ui.page import Page


def pick(
    page: Page, content: Table, ids: Sequence[str], key: str, name_of: Callable[[str], str], *, first: bool = False,
    wrap: bool = False,
) -> str | None:  # fmt: skip
    """The chosen row's id (``ids`` in the rows' order), None while none is. ``first``: the first row to begin with."""
    row = blocks.table(page, content, key, selectable=True, wrap=wrap)
    box, clicked = f"pick_{key}", f"clicked_{key}"
    now = ids[row] if row is not None else None
    if now is not None and now != st.session_state.get(clicked):
        st.session_state[box] = now
    st.session_state[clicked] = now
    if st.session_state.get(box) not in ids:
        st.session_state[box] = ids[0] if first and ids else None
    return st.selectbox(
        page.words(f"{key}.pick"),
        list(ids),
        key=box,
        index=None,
        format_func=name_of,
        placeholder=page.words(f"{key}.pick_hint"),
        width=520,
    )
