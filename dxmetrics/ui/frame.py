"""The frame around every page: configuration, language, navigation, store, and a fence around what fails."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from dxmetrics.catalog import load_catalog
from dxmetrics.catalog.model import PlanInfo
from dxmetrics.charts.theme import STATUS
from dxmetrics.errors import DxmetricsError, StoreError
from dxmetrics.roles import Actor
from dxmetrics.text import LANGUAGES, Words, words
from dxmetrics.text.numbers import day
from dxmetrics.ui import filters, signing
from dxmetrics.ui.data import Data
from dxmetrics.ui.inert import inert
from dxmetrics.ui.navigation import ENTRIES, Entry
from dxmetrics.ui.page import Page
from dxmetrics.ui.selection import Choices
from dxmetrics.ui.settings import Settings, settings
from dxmetrics.ui.stores import current_store

_ICON = Path(__file__).with_name("icon.png")
_LOG = logging.getLogger("dxmetrics.ui")
_WIDE, _CURRENT = "wide", "current_page"


def current_page() -> Page:
    """The page this script is drawing; called once in each file in ``pages/``.

    Until ``st.navigation`` has run once in a process, Streamlit takes ``pages/`` for its old automatic navigation and
    runs a page's file by itself (a link opened on a fresh server does that): the frame then goes around it here.
    """
    if _CURRENT not in st.session_state:
        run()
        st.stop()
    return st.session_state[_CURRENT]


def run() -> None:
    """One run of the app: draw the frame, then the page asked for."""
    say = words(_language())
    plan = load_catalog().plan
    # A page icon of our own: Streamlit would fetch one from outside for a symbol or an emoji.
    st.set_page_config(page_title=say("app.name", number=plan.number), page_icon=str(_ICON), layout=_WIDE)
    st.logo(str(_ICON), size="large")
    found = settings()
    # Without sign-in everyone is the same; else the store says who this is, before anything of it is named.
    store = None if found.mode == "none" else current_store(say)
    actor = signing.actor(store, found)
    entry, script = _navigate(say, plan, actor)
    if actor is None:
        signing.door(store, found, say)
    else:
        _fence(entry, say, actor, lambda: _draw(entry, script, say, actor, found))


def _language() -> str:
    """The language of the address or the last choice; Vietnamese by default."""
    if "language" not in st.session_state:
        asked = st.query_params.get("lang", LANGUAGES[0])
        st.session_state["language"] = asked if asked in LANGUAGES else LANGUAGES[0]
    return st.session_state["language"]


def _navigate(say: Words, plan: PlanInfo, actor: Actor | None) -> tuple[Entry, Callable[[], None]]:
    pages: dict[str, list] = {}
    by_title: dict[str, Entry] = {}
    for item in ENTRIES:
        page = st.Page(
            item.file,
            title=say(item.title_key),
            icon=item.icon,
            url_path=item.key,
            default=item is ENTRIES[0],
            help=say(f"page.{item.key}.question"),
            visibility="visible" if actor and actor.may_open(item.key) else "hidden",
        )
        pages.setdefault(say(f"section.{item.section}"), []).append(page)
        by_title[page.title] = item
    chosen = st.navigation(pages, position="sidebar" if actor else "hidden", expanded=True)
    with st.sidebar:
        st.segmented_control(
            say("app.language"),
            LANGUAGES,
            key="language_choice",
            default=say.language,
            required=True,
            format_func=lambda code: words(code)("app.language_name"),
            on_change=_switch_language,
            label_visibility="collapsed",
        )
        issuer = plan.issuer_vi if say.language == "vi" else plan.issuer_en
        st.caption(say("app.about", number=plan.number, date=day(plan.date), issuer=issuer))
    return by_title[chosen.title], chosen.run


def _switch_language() -> None:
    st.session_state["language"] = st.session_state["language_choice"]


def _draw(entry: Entry, script: Callable[[], None], say: Words, actor: Actor, found: Settings) -> None:
    store = current_store(say).on_behalf_of(actor)
    with st.sidebar:
        signing.badge(store, found, say)
    if not actor.may_open(entry.key):
        st.title(say(entry.title_key))
        st.warning(say("error.forbidden_page", page=say(entry.title_key)))
        return
    data = Data(store)
    plan = store.catalog
    periods = data.periods()
    levels = [level for level in say.table("level") if level not in ("all", "province")]
    choices = Choices(period=periods, level=levels, target=list(plan.targets), status=list(STATUS))
    st.session_state[_CURRENT] = Page(entry, store, data, say, choices, filters.restore(choices, entry.key))
    try:
        script()
    finally:
        del st.session_state[_CURRENT]
    filters.mirror(choices, say.language, LANGUAGES[0])


def _fence(entry: Entry, say: Words, actor: Actor, draw: Callable[[], None]) -> None:
    """A page that fails says so with an id, logs the rest, and leaves the other pages working.

    What our own errors say (paths, processes) is for who can mend it; others get an id.
    """
    try:
        draw()
    except StoreError as fault:
        if fault.code == "forbidden":
            st.warning(say("error.store.forbidden", **fault.params))
        else:
            _tell(entry, say, actor, fault)
    except DxmetricsError as fault:
        _tell(entry, say, actor, fault)
    except Exception:  # whatever a page does, the other pages must go on
        number = secrets.token_hex(4)
        _LOG.exception("page %s failed, id %s", entry.key, number)
        st.error(say("error.page", id=number))


def _tell(entry: Entry, say: Words, actor: Actor, fault: DxmetricsError) -> None:
    if actor.roles & {"officer", "administrator"}:
        st.error(inert(str(fault)))
        return
    number = secrets.token_hex(4)
    _LOG.error("page %s: %s, id %s", entry.key, fault, number)
    st.error(say("error.system", id=number))
