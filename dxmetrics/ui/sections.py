"""A page in parts: tabs of which only the open one is drawn, so that a page never pays for what nobody looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import streamlit as st

from dxmetrics.ui import views
from dxmetrics.ui.page import Page


def draw(page: Page, parts: Mapping[str, Callable[[], None]], *, always: str = "") -> None:
    """One tab a part, named ``<page>.part.<name>``; ``always`` is drawn also while closed, to keep what was put in."""
    labels = _follow(page, parts)
    tabs = st.tabs(list(labels.values()), key=_key(page), on_change="rerun")
    for (name, show), tab in zip(parts.items(), tabs, strict=True):
        if tab.open or name == always:
            with tab:
                show()


def asked(page: Page, names: Iterable[str]) -> str:
    """The part about to be drawn, for a page whose filters depend on it; the first until another is opened."""
    labels = _follow(page, names)
    return next(name for name, label in labels.items() if label == st.session_state[_key(page)])


def _follow(page: Page, names: Iterable[str]) -> dict[str, str]:
    """The parts' labels by name, after the address was followed."""
    labels = {name: _label(page, name) for name in names}
    views.follow("part", _key(page), labels, next(iter(labels)))
    return labels


def _key(page: Page) -> str:
    return f"{page.entry.key}_part_{page.language}"


def _label(page: Page, name: str) -> str:
    return page.words(f"{page.entry.key}.part.{name}")
