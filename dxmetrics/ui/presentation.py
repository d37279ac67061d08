"""Going through the slides: by the arrow keys or the buttons, out by Esc; a step draws only the slide again."""

from __future__ import annotations

import streamlit as st

from dxmetrics.ui import blocks, fence, slides
from dxmetrics.ui.navigation import ENTRIES
from dxmetrics.ui.page import Page

_AT = "slide_at"


def nothing(page: Page) -> None:
    """An empty store has nothing to present; this page has no list of pages, so the way out stands here."""
    page.head()
    blocks.empty(page, "empty.no_data")
    st.page_link(ENTRIES[0].file, label=page.words("present.leave"))


@fence.part
def run(page: Page) -> None:
    """The way to the other slides above the one in view."""
    found = slides.of_quarter(page)
    at = min(st.session_state.get(_AT, 0), len(found) - 1)
    _steps(page, at, len(found))
    found[at].draw()


def _steps(page: Page, at: int, count: int) -> None:
    """Back, on, and out, each with its key; how far we are; whether the figures are invented."""

    def go(step: int) -> None:
        st.session_state[_AT] = max(0, min(count - 1, at + step))

    with st.container(horizontal=True, vertical_alignment="center", key="slide_steps"):
        st.button(page.words("present.back"), shortcut="Left", on_click=go, args=(-1,), disabled=at == 0)
        st.button(page.words("present.on"), shortcut="Right", on_click=go, args=(1,), disabled=at == count - 1)
        left = st.button(page.words("present.leave"), shortcut="Esc")
        st.progress((at + 1) / count, text=page.words("present.at", at=at + 1, count=count))
        if page.store.is_sample:
            st.markdown(f":orange-badge[{page.words('notice.sample_badge')}]", width="content")
    if left:
        st.session_state[_AT] = 0
        st.switch_page(ENTRIES[0].file)
