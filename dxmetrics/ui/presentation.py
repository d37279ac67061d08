"""Going through the slides by the arrow keys or the buttons, out by Esc; or all of them under each other, for paper."""

from __future__ import annotations

import streamlit as st

from dxmetrics.ui import blocks, fence, screen, slides, views
from dxmetrics.ui.navigation import ENTRIES
from dxmetrics.ui.page import Page

_AT, _ALL = "slide_at", "all"
_ON_PAPER = 1120  # pixels that fit A4 across: a chart keeps on paper the width it has on the screen


def nothing(page: Page) -> None:
    """An empty store has nothing to present; this page has no list of pages, so the way out stands here."""
    page.head()
    blocks.no_data(page)
    st.page_link(ENTRIES[0].file, label=page.words("present.leave"))


@fence.part
def run(page: Page) -> None:
    """The way to the other slides above the one in view, or all of them."""
    found = slides.of_quarter(page)
    views.follow("slide", _AT, {str(at + 1): at for at in range(len(found))} | {_ALL: _ALL}, "1")
    at = st.session_state[_AT]
    if at == _ALL:
        _whole(page, found)
    else:
        _steps(page, at, len(found))
        found[at].draw(screen.current())
        screen.ask()
    page.mirror()


def _whole(page: Page, found: list[slides.Slide]) -> None:
    """All slides, each a page of its own on paper."""
    with st.container(horizontal=True, vertical_alignment="center", key="slide_steps"):
        st.button(page.words("present.one"), shortcut="Esc", on_click=_show, args=(0,))
        st.caption(page.words("present.print"))
        _sample(page)
    for slide in found:
        with st.container(border=True, key=f"slide_page_{slide.key}", width=_ON_PAPER):
            slide.draw(screen.Screen())


def _show(at: int | str) -> None:
    st.session_state[_AT] = at


def _sample(page: Page) -> None:
    """Whether the figures are invented."""
    if page.store.is_sample:
        st.markdown(f":orange-badge[{page.words('notice.sample_badge')}]", width="content")


def _steps(page: Page, at: int, count: int) -> None:
    """Back, on, and out, each with its key; how far we are; whether the figures are invented."""
    with st.container(horizontal=True, vertical_alignment="center", key="slide_steps"):
        st.button(page.words("present.back"), shortcut="Left", on_click=_show, args=(at - 1,), disabled=at == 0)
        st.button(page.words("present.on"), shortcut="Right", on_click=_show, args=(at + 1,), disabled=at == count - 1)
        left = st.button(page.words("present.leave"), shortcut="Esc")
        st.button(page.words("present.all"), on_click=_show, args=(_ALL,), icon=":material/print:", type="tertiary")
        st.progress((at + 1) / count, text=page.words("present.at", at=at + 1, count=count))
        _sample(page)
    if left:
        st.session_state[_AT] = 0
        st.switch_page(ENTRIES[0].file)
