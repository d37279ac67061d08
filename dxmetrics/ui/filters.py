"""The filter row: one place for every page, kept across pages, mirrored in the address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from dxmetrics.text import Words
from dxmetrics.ui.selection import Choices, Selection, from_query, to_query, valid

_STATE, _URL, _PAGE = "selection", "selection_url", "selection_page"
_WIDTHS = {"period": 130, "level": 155, "target": 200, "status": 155, "search": 140}


def restore(choices: Choices, page_key: str) -> Selection:
    """The selection in force at the start of a run.

    An address wins when the page was opened or left with it (a link, the browser's back button); a change of page keeps
    what was chosen, for Streamlit empties the address then.
    """
    given = {name: value for name, value in st.query_params.items() if name != "lang"}
    held: Selection | None = st.session_state.get(_STATE)
    same_page = st.session_state.get(_PAGE) == page_key
    if held is None or (same_page and given != st.session_state.get(_URL)):
        chosen = from_query(given, choices, choices.default())
        _forget_widgets()
    elif not same_page and given:
        chosen = from_query(given, choices, held)
        _forget_widgets()
    else:
        chosen = valid(held, choices)
    st.session_state[_STATE], st.session_state[_PAGE] = chosen, page_key
    return chosen


def bar(names: tuple[str, ...], choices: Choices, words: Words, label_of: Callable[[str, str], str]) -> Selection:
    """Draw the filters of these names in one row and give back the whole selection.

    ``label_of(name, value)`` writes an option of a filter; the empty option is the filter's "all".
    """
    selection: Selection = st.session_state[_STATE]
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        chosen = {name: _widget(name, selection, choices, words, label_of) for name in names}
    selection = valid(replace(selection, **chosen), choices)
    st.session_state[_STATE] = selection
    return selection


def mirror(choices: Choices, language: str, usual_language: str) -> None:
    """Write the selection into the address, after the page has drawn its filters."""
    wanted = to_query(st.session_state[_STATE], choices)
    st.session_state[_URL] = dict(wanted)
    if language != usual_language:
        wanted["lang"] = language
    if dict(st.query_params.items()) != wanted:
        st.query_params.from_dict(wanted)


def _widget(name: str, selection: Selection, choices: Choices, words: Words, label_of: Callable) -> str:
    key, value = f"filter_{name}", getattr(selection, name)
    if key not in st.session_state:
        st.session_state[key] = value
    if name == "search":
        return st.text_input(
            words("filter.search"),
            key=key,
            placeholder=words("filter.search_hint"),
            help=words("filter.search_help"),
            width=_WIDTHS[name],
            max_chars=100,
            type="search",
        ).strip()
    options = list(getattr(choices, name))
    options = options[::-1] if name == "period" else options if name == "target" else ["", *options]
    if st.session_state[key] not in options:
        st.session_state[key] = value if value in options else options[0] if options else ""
    if not options:
        return ""
    return st.selectbox(
        words(f"filter.{name}"),
        options,
        key=key,
        width=_WIDTHS[name],
        filter_mode=None,
        format_func=lambda option: label_of(name, option) if option else words(f"filter.all_{name}"),
    )


def _forget_widgets() -> None:
    """Widgets take their value from the selection again, which an address has just changed."""
    for name in _WIDTHS:
        st.session_state.pop(f"filter_{name}", None)
