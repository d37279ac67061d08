"""The page's address, on a line that takes its time: what the browser still shows after the page has written another.

A click sends along the address the browser shows. Where the page's last answer is still on its way, that is the one before:
followed like a link, it would take back what was chosen by the click before.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

_STATE = "address"


class _Address(NamedTuple):
    """What a page wrote last, and the addresses it put away for it since the browser was last seen to have ours."""

    page_key: str = ""
    ours: Mapping[str, str] = {}
    left: tuple[Mapping[str, str], ...] = ()


def settle(page_key: str) -> None:
    """Before a page is drawn: an address that lags behind ours is made ours; a link and the way back are followed."""
    if _is_left(page_key) and _clicked():
        catch_up(page_key)
    else:
        st.session_state[_STATE] = _Address(page_key, st.query_params.to_dict())


def catch_up(page_key: str) -> None:
    """In a run that no link and no way back can have begun: an address that lags behind ours is made ours."""
    ours = _state().ours
    if _is_left(page_key) and st.query_params.to_dict() != ours:
        st.query_params.from_dict(ours)


def write(page_key: str, wanted: Mapping[str, str]) -> None:
    """Put ``wanted`` in the place of the page's address."""
    given, left = st.query_params.to_dict(), _state().left
    st.query_params.from_dict(wanted)
    st.session_state[_STATE] = _Address(page_key, dict(wanted), left if given in left else (*left, given))


def _state() -> _Address:
    return st.session_state.get(_STATE, _Address())


def _is_left(page_key: str) -> bool:
    page, _, left = _state()
    return page == page_key and st.query_params.to_dict() in left


def _clicked() -> bool:
    """Whether something on the page was set by the reader since the last run, and not by the way back.

    Streamlit tells only each widget's own callback; a link and the way back come with all widgets as they were.
    """
    context = get_script_run_ctx()
    state = context.session_state._state
    return not context.is_history_navigation and any(state._widget_changed(key) for key in state._new_widget_state)
