"""How large the reader's window is, for what fills it: a slide. Only the browser knows, and says so once it has drawn."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import streamlit as st

_SCRIPT = Path(__file__).with_name("screen.js")
_KEY, _SIZE = "screen", "screen_size"
_READ = re.compile(r"(\d{2,5})x(\d{2,5})")
_NARROW, _AROUND, _LEAST = 640, 300, 320


@dataclass(frozen=True)
class Screen:
    """A window's pixels; those of a projector where nothing is known, and of a sheet of paper."""

    width: int = 1280
    height: int = 820

    @property
    def is_narrow(self) -> bool:
        """A phone held upright."""
        return self.width < _NARROW

    @property
    def chart(self) -> int:
        """Pixels that the message above a chart and the note below it leave."""
        return max(self.height - _AROUND, _LEAST)


def current() -> Screen:
    """The window as it last told; the usual one until it has."""
    found = _READ.fullmatch(st.session_state.get(_SIZE, ""))
    return Screen(int(found[1]), int(found[2])) if found else Screen()


def ask() -> None:
    """Have the browser say it, in a run of the part this stands in; where nothing follows, so that its room doesn't show."""
    _component()(data={"known": st.session_state.get(_SIZE, "")}, key=_KEY, on_size_change=_heard)


def _heard() -> None:
    st.session_state[_SIZE] = str(st.session_state[_KEY].size)


@cache
def _component() -> st.components.v2.types.ComponentRenderer:
    """Registered once, and not at import."""
    return st.components.v2.component(_KEY, js=_SCRIPT.read_text(encoding="utf-8"))
