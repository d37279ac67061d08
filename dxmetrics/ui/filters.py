"""The filter row: one place for every page, kept across pages, mirrored in the address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from dxmetrics.text import Words
from dxmetrics.ui import address, views
from dxmetrics.ui.selection import NAMES, YES, Choices, Selection, from_query, to_query, valid

_STATE, _URL, _PAGE = "selection", "selection_url", "selection_page"
_IN_ROW = {"period": 130, "unit": 300, "level": 155, "target": 200, "status": 155, "search": 140}
_IN_POPOVER = ("peer_group", "district", "group", "since", "structure", "area", "frozen", "carry_forward")
_SWITCHES = ("frozen", "carry_forward")
_ALWAYS_CHOSEN = ("period", "target")
_NOT_ALONE = ("peer_group", "since")  # a choice that doesn't say by itself what it is
_SEARCHED = ("unit",)  # lists too long to look through
LabelOf = Callable[[str, str], str]


def restore(choices: Choices, page_key: str) -> Selection:
    """The selection in force at the start of a run.

    An address wins when the page was opened or left with it (a link, the browser's back button); a change of page keeps
    what was chosen, for Streamlit empties the address then.
    """
    given = _given()
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
    followed()
    return chosen


def bar(names: tuple[str, ...], choices: Choices, words: Words, label_of: LabelOf) -> Selection:
    """Draw the filters of these names, the usual ones in a row, the others behind a button; gives the selection.

    ``label_of(name, value)`` writes an option of a filter; the empty option is the filter's "all".
    """
    selection = _taken(names, choices)
    others = [name for name in _IN_POPOVER if name in names and choices.options(name, selection)]
    in_force = [name for name in others if getattr(selection, name)]
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        for name in _IN_ROW:
            if name in names:
                _widget(name, selection, choices, words, label_of)
        if others:
            label = words("filter.more_chosen", count=len(in_force)) if in_force else words("filter.more")
            with st.popover(label, key="filters_more", icon=":material/tune:"):
                for name in others:
                    _widget(name, selection, choices, words, label_of)
    if in_force:
        told = {name: label_of(name, getattr(selection, name)) for name in in_force}
        named = {name: f"{words(f'filter.{name}')}: {told[name]}" for name in _NOT_ALONE if name in told}
        st.markdown(" ".join(f":blue-badge[{label}]" for label in (told | named).values()))
    return selection


def asked(name: str, selection: Selection) -> str:
    """What filter ``name`` is about to say in this run: what its widget was just set to, else the selection."""
    value = st.session_state.get(f"filter_{name}")
    return getattr(selection, name) if value is None else value


def mirror(names: tuple[str, ...], choices: Choices, language: str, usual_language: str) -> None:
    """Write the filters and the views the page has drawn into the address, unless it says the same already.

    An address that is written anew is a step of the browser's history: one that needn't be would bar the way back.
    """
    selection: Selection = st.session_state[_STATE]
    address.catch_up(st.session_state[_PAGE])
    given = dict(st.query_params.items())
    spoken = ({"lang": language} if language != usual_language else {}) | views.now()
    wanted = {name: value for name, value in to_query(selection, choices).items() if name in names} | spoken
    said = {name: getattr(selection, name) if name in NAMES else None for name in given if name != "lang"}
    if not (wanted.items() <= given.items() and {**said, **spoken} == given):
        address.write(st.session_state[_PAGE], wanted)
    followed()
    views.written(st.session_state[_PAGE])


def followed() -> None:
    """The filters in the address as it stands have been followed: a choice made before it is written anew wins."""
    st.session_state[_URL] = _given()


def set_filters(**values: str) -> None:
    """Choose for the reader, from a click's callback: before the page is drawn again."""
    for name, value in values.items():
        st.session_state[f"filter_{name}"] = value == YES if name in _SWITCHES else value
    st.session_state[_STATE] = replace(st.session_state[_STATE], **values)


def _given() -> dict[str, str]:
    """The filters the address names."""
    return {name: value for name, value in st.query_params.items() if name != "lang" and name not in views.NAMES}


def _taken(names: tuple[str, ...], choices: Choices) -> Selection:
    """What the widgets say, made to fit together, and the widgets told where that changed something."""
    given = {name: st.session_state[f"filter_{name}"] for name in names if f"filter_{name}" in st.session_state}
    texts = {name: YES if value is True else (value or "").strip() for name, value in given.items()}
    selection = st.session_state[_STATE] = valid(replace(st.session_state[_STATE], **texts), choices)
    for name in names:
        value = getattr(selection, name)
        if texts.get(name) != value:
            st.session_state[f"filter_{name}"] = value == YES if name in _SWITCHES else value
    return selection


def _widget(name: str, selection: Selection, choices: Choices, words: Words, label_of: LabelOf) -> None:
    key, width = f"filter_{name}", _IN_ROW.get(name, "stretch")
    if name == "search":
        st.text_input(
            words("filter.search"),
            key=key,
            placeholder=words("filter.search_hint"),
            help=words("filter.search_help"),
            width=width,
            max_chars=100,
            type="search",
        )
        return
    is_shut = bool(selection.frozen) and name in ("structure", "area", "carry_forward")
    if name in _SWITCHES:
        st.toggle(words(f"filter.{name}"), key=key, disabled=is_shut, help=words(f"filter.help_{name}"))
        return
    options = list(choices.options(name, selection))
    options = options[::-1] if name in ("period", "since") else options
    st.selectbox(
        words(f"filter.{name}"),
        options if name in _ALWAYS_CHOSEN else ["", *options],
        key=key,
        width=width,
        disabled=is_shut,
        filter_mode="fuzzy" if name in _SEARCHED else None,
        format_func=lambda option: label_of(name, option) if option else words(f"filter.all_{name}"),
    )


def _forget_widgets() -> None:
    """Widgets take their value from the selection again, which an address has just changed."""
    for name in (*_IN_ROW, *_IN_POPOVER):
        st.session_state.pop(f"filter_{name}", None)
