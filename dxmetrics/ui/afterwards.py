"""What a page sends only once the browser has painted what its reader wants first: figures hold a browser up."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import streamlit as st

from dxmetrics.ui import fence
from dxmetrics.ui.page import Page

PAINTED = "painted"
"""In the session: the key of the page that the browser says it has painted."""
_SCRIPT = Path(__file__).with_name("afterwards.js")


def entered(key: str) -> None:
    """A run of the page of that key begins: what was painted of another page counts no more."""
    if st.session_state.get(PAINTED) != key:
        st.session_state[PAINTED] = ""


@fence.part
def block(page: Page, draw: Callable[[], None]) -> None:
    """``draw`` once the page stands in the browser, which asks for it; at once where it stands already.

    The browser's word comes in a run of this part alone, so it stops no other.
    """
    if st.session_state.get(PAINTED) == page.entry.key:
        draw()
        return
    key = f"{PAINTED}_{page.entry.key}"
    _component()(key=key, on_painted_change=lambda: st.session_state.update({PAINTED: page.entry.key}))


@cache
def _component() -> st.components.v2.types.ComponentRenderer:
    """Registered once, and not at import."""
    room = '<div style="height: 60vh"></div>'
    return st.components.v2.component("afterwards", html=room, js=_SCRIPT.read_text(encoding="utf-8"))
