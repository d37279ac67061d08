"""What of a page is open besides its filters (a tab, the map's target, a slide), in the address as plain words.

A widget's own binding would write what it shows: another text in every language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

NAMES = (
    "part", "kind", "indicator", "view", "by", "cell", "slide", "letters",
    "map_target", "map_level", "map_view", "map_unit",
)  # fmt: skip
_ASKED, _SAID, _DRAWN, _KEPT = "views_asked", "views_said", "views_drawn", "views_kept"
_BEGUN, _FOLLOWED = "views_begun", "views_followed"


def read(page_key: str) -> None:
    """Before a page is drawn: an address that is not the one last written (a link, the way back) is to be followed.

    A click while the page is drawn ends that run before the address is written: what was followed by then is not followed
    again, or it would take the click back.
    """
    given = {name: st.query_params.get(name, "") for name in NAMES}
    if st.session_state.get(_BEGUN) != (page_key, given):
        st.session_state[_BEGUN], st.session_state[_FOLLOWED] = (page_key, given), set()
    is_ours = st.session_state.get(_SAID) == (page_key, given)
    st.session_state[_KEPT] = given if is_ours else {}
    st.session_state[_ASKED] = {
        name: word for name, word in given.items() if not is_ours and name not in st.session_state[_FOLLOWED]
    }
    st.session_state[_DRAWN] = {}


def follow(name: str, key: str, options: Mapping[str, object], usual: str) -> None:
    """Before a widget is drawn: its state (under ``key``) is what the address asks, else what it was, else the usual.

    ``options``: the widget's values by their plain words; anything else in the address is ignored. A widget that is new
    because the language is another (its key says so) opens at what it was in the language before.
    """
    asked = st.session_state[_ASKED].pop(name, None)
    if asked is not None:
        st.session_state[_FOLLOWED].add(name)
        st.session_state[key] = options.get(asked, options[usual])
    elif key not in st.session_state or st.session_state[key] not in options.values():
        st.session_state[key] = options.get(st.session_state[_KEPT].get(name, ""), options[usual])
    st.session_state[_DRAWN][name] = (key, dict(options), usual)


def choice(name: str, key: str, options: Sequence[str], label: str, told: Callable[[str], str]) -> str:
    """One of a few, side by side, the first to begin with; what is chosen stands in the address."""
    follow(name, key, {option: option for option in options}, options[0])
    return st.segmented_control(
        label, options, required=True, key=key, format_func=told, label_visibility="collapsed", wrap=True
    )


def now() -> dict[str, str]:
    """The parameters of what was drawn that differ from the usual, and those that wait for what is drawn later."""
    found = {name: value for name, value in st.session_state[_ASKED].items() if value}
    for name, (key, options, usual) in st.session_state[_DRAWN].items():
        state = st.session_state.get(key)
        shown = next((word for word, value in options.items() if value == state), usual)
        if shown != usual:
            found[name] = shown
    return found


def written(page_key: str) -> None:
    """After the address was written: it is ours, and need not be followed."""
    st.session_state[_SAID] = (page_key, {name: st.query_params.get(name, "") for name in NAMES})
    st.session_state[_BEGUN] = None
