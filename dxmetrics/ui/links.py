"""Ways from a figure to what stands behind it: plain addresses that carry the whole view."""

from __future__ import annotations

from dataclasses import replace
from typing import NoReturn

import streamlit as st

from dxmetrics.ui.navigation import ENTRIES, entry
from dxmetrics.ui.page import Page
from dxmetrics.ui.selection import to_query

_UNIT_PAGE, _TARGETS_PAGE = "unit", "targets"
_ASKED, _GOING = "unit_asked_for", "page_asked_for"


def address(page: Page, **changes: str) -> dict[str, str]:
    """The query parameters of the same view with these changes; quarter and target are always said."""
    wanted = replace(page.selection, **changes)
    said = {"period": wanted.period, "target": wanted.target, **to_query(wanted, page.choices)}
    return {name: value for name, value in said.items() if value}


def to(page: Page, key: str, label: str, *, icon: str = "", **changes: str) -> None:
    """A link to the page of that key, with the same filters but for these."""
    st.page_link(entry(key).file, label=label, icon=icon or None, query_params=address(page, **changes))


def to_view(page: Page, key: str, label: str, **views: str) -> None:
    """A link to the page of that key in the same quarter, with these of its views open."""
    said = address(page) | views
    st.page_link(entry(key).file, label=label, icon=":material/arrow_forward:", query_params=said)


def unit(page: Page, unit_id: str, target: str = "", label: str = "") -> None:
    """A link to the unit's page, at a target where one is named; ``label`` stands in for the unit's name."""
    said = label or page.words("link.unit", name=page.catalog.units[unit_id].name(page.language))
    at = {"target": target} if target else {}
    to(page, _UNIT_PAGE, said, icon=":material/arrow_forward:", unit=unit_id, **at)


def target(page: Page, code: str) -> None:
    """A link to a target's page."""
    to(page, _TARGETS_PAGE, page.words("link.target", code=code), icon=":material/arrow_forward:", target=code)


def open_unit(page: Page, unit_id: str, target: str = "", *, period: str = "") -> NoReturn:
    """Go to the unit's page now, at a target and a quarter where they are named."""
    at = {name: value for name, value in (("target", target), ("period", period)) if value}
    st.switch_page(entry(_UNIT_PAGE).file, query_params=address(page, unit=unit_id, **at))


def ask_for(unit_id: str, target: str = "", *, period: str = "") -> None:
    """Remember, in a click's callback, what was clicked: ``follow`` goes there when the page is drawn again."""
    st.session_state[_ASKED] = (unit_id, target, period)


def go_to(key: str, query: dict[str, str]) -> None:
    """Remember, in a link's callback, the page it leads to: ``follow`` goes there when the page is drawn again."""
    st.session_state[_GOING] = (key, query)


def follow(page: Page) -> None:
    """Go to the page or the unit that a click asked for, if one did."""
    going = st.session_state.pop(_GOING, None)
    if going and going[0] in {known.key for known in ENTRIES}:
        st.switch_page(entry(going[0]).file, query_params=going[1])
    asked = st.session_state.pop(_ASKED, None)
    if asked and asked[0] in page.catalog.units:
        unit_id, at, period = asked
        open_unit(page, unit_id, at, period=period)
