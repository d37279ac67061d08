"""What a page sends only once the browser has painted what its reader wants first: figures hold a browser up."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import count
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dxmetrics.ui import fence
from dxmetrics.ui.page import Page

AT_ONCE = "figures_at_once"
"""In the session of a reader without a browser, from whom no word would come."""
_PAINTED, _WAITS = "painted", "waits_for_paint"
_SCRIPT = Path(__file__).with_name("afterwards.js")
_RUNS = count()


def begin() -> None:
    """A run of a whole page begins: nothing of it is painted yet."""
    st.session_state[_PAINTED] = st.session_state[_WAITS] = False


def waits() -> bool:
    """Whether a part of the page that was just drawn waits for the browser, and the page's address with it."""
    return st.session_state[_WAITS]


def row() -> DeltaGenerator:
    """A place further up for one row of buttons that is drawn afterwards: it has their height from the first."""
    return st.container(key="row_afterwards")  # its height stands in page.css


@fence.part
def block(page: Page, draw: Callable[[], None], place: DeltaGenerator | None = None) -> None:
    """``draw`` once the browser has painted the rest of the page; until then a room of about the figures' height.

    ``place``: the ``row`` that ``draw`` fills too.

    The browser's word comes in a run of this part alone, so it stops no other. Each run of the whole page asks anew.
    """
    if st.session_state.get(_PAINTED) or st.session_state.get(AT_ONCE):
        draw()
        page.mirror()  # a new address holds the browser up too
    else:
        st.session_state[_WAITS] = True
        if place is not None:
            place.empty()  # a part may fill only such places outside it as it wrote to in the page's own run
        _component()(data=next(_RUNS), key="afterwards", on_painted_change=_painted)


def _painted() -> None:
    st.session_state[_PAINTED] = True


@cache
def _component() -> st.components.v2.types.ComponentRenderer:
    """Registered once, and not at import."""
    room = '<div style="height: 1300px"></div>'
    return st.components.v2.component("afterwards", html=room, js=_SCRIPT.read_text(encoding="utf-8"))
