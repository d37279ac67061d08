"""The guide: for each kind of user the few steps of one's own, each with a picture of the real page."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dxmetrics.ui import sections
from dxmetrics.ui.page import Page

PICTURES = Path(__file__).with_name("guide_pictures")
STEPS: dict[str, tuple[str, ...]] = {
    "leader": ("half_minute", "call", "target", "wall", "source"),
    "officer": ("templates", "load", "faulty", "chase", "freeze"),
    "clerk": ("template", "lists", "faults"),
    "admin": ("install", "backup", "plan", "trail"),
}
"""Who reads, and that reader's steps in their order; a step has a picture where there is one of its name."""


def parts(page: Page) -> None:
    """A tab a kind of user, only the open one drawn."""
    sections.draw(page, {who: lambda who=who: steps(page, who) for who in STEPS})


def steps(page: Page, who: str) -> None:
    """The steps of one kind of user, each with its picture."""
    for place, step in enumerate(STEPS[who], start=1):
        key = f"guide.{who}.{step}"
        st.header(f"{place}. {page.words(f'{key}.title')}")
        st.markdown(page.words(f"{key}.text"))
        if (picture := picture_of(who, step)).exists():
            st.image(str(picture), width="stretch", alt=page.words("guide.picture", step=page.words(f"{key}.title")))


def picture_of(who: str, step: str) -> Path:
    """Where a step's picture stands, if it has one."""
    return PICTURES / f"{who}_{step}.webp"
