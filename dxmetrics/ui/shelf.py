"""The shelf of what was made once for all readers, at hand by the key that says all that it is made of."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

import streamlit as st

_ENTRIES = 256
_NOTHING = object()
Kept = TypeVar("Kept")


def kept_by(key: tuple[Hashable, ...], make: Callable[[], Kept]) -> Kept:
    """What ``make`` makes, made once; nobody may change it."""
    shelf = _shelf()
    found = shelf.get(key, _NOTHING)
    if found is _NOTHING:
        found = shelf[key] = _made(key, make)
        for old in list(shelf)[:-_ENTRIES]:
            shelf.pop(old, None)
    return found


@st.cache_resource(show_spinner=False)
def _shelf() -> dict[tuple[Hashable, ...], object]:
    """In the order it was made. Streamlit's own cache pickles the key each time it is asked."""
    return {}


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)
def _made(key: tuple[Hashable, ...], _make: Callable[[], object]) -> object:
    """Once, also when several ask at the same time."""
    return _make()
