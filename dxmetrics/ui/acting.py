"""An act of a person: who and why are asked for, the store refuses what is nameless, what happened is said after."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dxmetrics import metrics
from dxmetrics.errors import StoreError
from dxmetrics.text.numbers import day
from dxmetrics.text.quarters import quarter
from dxmetrics.ui.inert import inert
from dxmetrics.ui.page import Page

Do = Callable[[str, str], str]
"""Does it, given who and why, and says what happened; StoreError where the store refuses."""
_NAME, _TURN, _SAID, _FRESH = "actor_name", "act_turn", "act_said", "act_fresh"
_LONGEST = 200


def choice(page: Page, place: str, acts: tuple[str, ...]) -> str | None:
    """Which of the acts a person wants to look at, none to begin with and none again once it is done."""
    if not acts:
        return None
    return st.segmented_control(
        page.words("act.choose"),
        acts,
        key=_key("act", place, *acts),  # a choice that is no longer one is forgotten
        format_func=lambda name: page.words(f"act.{name}.title"),
        wrap=True,
    )


def form(page: Page, place: str, name: str, do: Do, fields: Callable[[], None] | None = None) -> None:
    """Who, why, and the button of the act; a refusal is told in words and leaves what was typed.

    ``fields`` draws what else the act must be told, and keeps it for ``do``; its widgets take their keys from ``field_key``.
    """
    with st.form(_key("act_form", place, name)):
        if fields:
            fields()
        by = name_box(page, _key("act_by", place, name))
        reason = st.text_input(
            page.words("act.reason"),
            key=_key("act_reason", place, name),
            max_chars=_LONGEST,
            placeholder=page.words("act.reason_hint"),
        )
        if not st.form_submit_button(page.words(f"act.{name}.do"), type="primary", key=_key("act_do", place, name)):
            return
        try:
            told = do(by, reason)
        except StoreError as fault:
            st.error(inert(fault_text(page, fault)))
            return
    metrics.publish(page.store)
    st.session_state[_SAID], st.session_state[_FRESH] = (place, told), True
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    st.rerun()


def said(place: str) -> None:
    """What the last act did, until the next one; ``place`` may be all of a part (``returns/``)."""
    where, told = st.session_state.get(_SAID, ("", ""))
    if told and where.startswith(place):
        st.success(inert(told), icon=":material/check:")
        if st.session_state.pop(_FRESH, False):  # the page may be scrolled past it
            st.toast(inert(told), icon=":material/check:")


def name_box(page: Page, key: str) -> str:
    """Who acts; the name given last stands there already, and who signed in acts under their own."""
    if page.store.actor.name:
        st.text(page.words("act.as", name=page.store.actor.name))
        return page.store.actor.name
    if key not in st.session_state:
        st.session_state[key] = st.session_state.get(_NAME, "")
    by = st.text_input(
        page.words("act.by"), key=key, max_chars=_LONGEST, placeholder=page.words("act.by_hint"), width=420
    ).strip()
    if by:
        st.session_state[_NAME] = by
    return by


def who(page: Page) -> str:
    """The name given last, or the office's own where none was given yet."""
    return page.store.actor.name or st.session_state.get(_NAME) or page.words("intake.by")


def fault_text(page: Page, fault: StoreError) -> str:
    """The store's refusal in words, its codes as names."""
    names = {
        "period": lambda value: quarter(str(value), page.language),
        "unit": page.unit_name,
        "due": day,
        "level": lambda value: page.words(f"level.{value}") if f"level.{value}" in page.words else value,
        "state": lambda value: page.words(f"provenance.state.{value}"),
        "return_id": lambda value: return_name(page, value),
    }
    facts = {key: names[key](value) if key in names else value for key, value in fault.params.items()}
    return page.words(f"error.store.{fault.code}", **facts)


def return_name(page: Page, return_id: str) -> str:
    """Whose return of which quarter, in words."""
    unit, _, rest = return_id.partition("/")
    return page.words("act.return", unit=page.unit_name(unit), period=quarter(rest.split("/")[-1], page.language))


def field_key(*parts: str) -> str:
    """A widget's key that is new after each act, so that the next form begins empty."""
    return _key("act_field", *parts)


def _key(*parts: str) -> str:
    return ":".join((*parts, str(st.session_state.get(_TURN, 0))))
