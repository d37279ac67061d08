"""The one button that gives a file away: made when it is asked for, and given to nobody else (belonging.py)."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dxmetrics.ui import belonging, lingering
from dxmetrics.ui.page import Page

PLAIN = "application/octet-stream"


def button(
    page: Page,
    label: str,
    make: Callable[[], bytes],
    name: str,
    mime: str = PLAIN,
    *,
    key: str,
    help: str | None = None,
    primary: bool = False,
) -> None:
    """A button whose file ``make`` makes at the moment it is pressed, under this name, for who is signed in here."""
    account, keep = page.store.actor.account, lingering.keeper()

    def given() -> bytes:
        data = make()
        keep(belonging.give(data, mime, name, account))
        return data

    st.download_button(
        label,
        given,
        name,
        mime,
        key=key,
        help=help,
        type="primary" if primary else "secondary",
        on_click="ignore",
        icon=":material/download:",
    )
