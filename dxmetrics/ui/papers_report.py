"""The quarterly report: which figures, what will stand in it, and the files to take away: the report and the brief."""

from __future__ import annotations

import streamlit as st

from dxmetrics.errors import StoreError
from dxmetrics.store import freezing
from dxmetrics.text.numbers import moment
from dxmetrics.ui import acting, blocks, papers_files, working
from dxmetrics.ui.inert import inert
from dxmetrics.ui.page import Page

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KEPT = "report_contents"


def part(page: Page) -> None:
    """Frozen or current figures; the two files; the report's contents as they would be written."""
    period = page.selection.period
    blocks.heading(page, "papers.report")
    frozen = _which(page, period)
    about = f"{period}:{page.data.version}:{frozen}"
    try:
        found = _contents(page, period, frozen, about)
    except StoreError as fault:
        st.info(inert(acting.fault_text(page, fault)))
        return
    make = {"report": papers_files.report, "brief": papers_files.brief}
    with st.container(horizontal=True):
        for name, of in make.items():
            working.offer(
                page,
                name,
                about=about,
                make=of(page, period, frozen=frozen),
                file_name=f"{page.words(f'work.{name}.file')}_{period}.docx",
                mime=_WORD,
            )
    blocks.heading(page, "papers.contents")
    for place, (heading, paragraphs) in enumerate(found):
        if not paragraphs:
            st.markdown(f"**{inert(heading)}**")
            continue
        with st.expander(inert(heading), expanded=not place):
            for text in paragraphs:
                st.markdown(inert(text))


def _which(page: Page, period: str) -> bool:
    """Whether the figures kept with the freeze are wanted: the default where the quarter is frozen."""
    held = freezing.last_freeze(page.store, period)
    if held is None or not held.is_frozen:
        st.caption(page.words("papers.current_only"))
        return False
    chosen = st.segmented_control(
        page.words("papers.figures"),
        ("frozen", "current"),
        default="frozen",
        required=True,
        key="papers_figures",
        format_func=lambda name: page.words(f"papers.figures_of.{name}"),
    )
    st.caption(inert(page.words("papers.frozen_at", at=moment(held.frozen_at), actor=held.actor)))
    return chosen == "frozen"


def _contents(page: Page, period: str, frozen: bool, about: str) -> list[tuple[str, list[str]]]:
    """Kept for the session until period, data or choice are others: gathering takes a moment."""
    known, found = st.session_state.get(_KEPT, ("", []))
    if known != about:
        with st.spinner(page.words("papers.gathering")):
            found = papers_files.contents(page, period, frozen=frozen)
        st.session_state[_KEPT] = (about, found)
    return found
