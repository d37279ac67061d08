"""A page in parts: tabs of which only the open one is drawn, so that a page never pays for what nobody looks at."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from dxmetrics.ui.page import Page


def draw(page: Page, parts: Mapping[str, Callable[[], None]], *, always: str = "") -> None:
    """One tab a part, named ``<page>.part.<name>``; ``always`` is drawn also while closed, to keep what was put in."""
    key = page.entry.key
    labels = [page.words(f"{key}.part.{name}") for name in parts]
    tabs = st.tabs(labels, key=f"{key}_part_{page.language}", on_change="rerun")
    for (name, show), tab in zip(parts.items(), tabs, strict=True):
        if tab.open or name == always:
            with tab:
                show()
