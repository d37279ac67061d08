"""A clock that was set back, told to those whose acts it dates."""

from __future__ import annotations

import streamlit as st

from dxmetrics.roles import MENDERS
from dxmetrics.store.clock import recorded_later
from dxmetrics.text.numbers import moment
from dxmetrics.ui.page import Page


def warning(page: Page) -> None:
    """Nothing where the clock stands behind all that was recorded, as it should."""
    later = recorded_later(page.store) if page.store.actor.roles & MENDERS else None
    if later:
        st.warning(page.words("notice.clock", recorded=moment(later)), icon=":material/schedule:")
