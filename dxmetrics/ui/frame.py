"""The frame around every page: configuration, language, navigation, store, and a fence around what fails."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import streamlit as st

from dxmetrics.catalog import load_catalog
from dxmetrics.catalog.model import PlanInfo
from dxmetrics.errors import StoreError
from dxmetrics.roles import Actor
from dxmetrics.store import Store
from dxmetrics.text import LANGUAGES, Words, words
from dxmetrics.text.numbers import day
from dxmetrics.ui import address, afterwards, belonging, fence, filters, links, scope, signing, speaking, views
from dxmetrics.ui.data import Data
from dxmetrics.ui.navigation import ENTRIES, Entry
from dxmetrics.ui.page import Page
from dxmetrics.ui.settings import Settings, settings
from dxmetrics.ui.stores import current_store

_HERE = Path(__file__).parent
_STYLE = _HERE / "page.css"
_WIDE, _CURRENT, _LAST, _PAGES = "wide", "current_page", "last_actor", "list_of_pages"


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
    # An icon of our own, before the list of pages: Streamlit would fetch one of a page's from outside.
    st.set_page_config(page_icon=_icon(), layout=_WIDE)
    st.html(_STYLE)  # takes no room; a theme has no words for printing
    found = settings()
    # Without sign-in everyone is the same; else the store says who this is, before anything of it is named.
    try:
        store = None if found.mode == "none" else current_store(say)
        actor = st.session_state[_LAST] = signing.actor(store, found)
    except StoreError as fault:  # a shared store that is away: who this is can't be known, but who it was is
        last = st.session_state.get(_LAST)
        entry, _ = _navigate(say, plan, last)
        _name(entry, say, plan)
        st.title(say(entry.title_key))
        fence.guard("frame", say, partial(_fail, fault), actor=last or Actor(frozenset()))
        st.button(say("error.again"), key="again", icon=":material/refresh:")
        return
    belonging.note(actor.account if actor else "")
    entry, script = _navigate(say, plan, actor)
    _name(entry, say, plan)
    if actor is None:
        signing.door(store, found, say)
    else:
        try:
            fence.guard(f"page {entry.key}", say, lambda: _draw(entry, script, say, actor, found), actor=actor)
        finally:
            belonging.note(actor.account)


def _name(entry: Entry, say: Words, plan: PlanInfo) -> None:
    """The window's title: once a run, for the browser puts each one up."""
    st.set_page_config(page_title=f"{say(entry.title_key)} · {say('app.name', number=plan.number)}")


@cache
def _icon() -> str:
    """Our icon, written out: a file's place is found and noted anew in each run."""
    return "data:image/png;base64," + b64encode((_HERE / "icon.png").read_bytes()).decode()


def _fail(fault: StoreError) -> None:
    raise fault


def _language() -> str:
    """The language of the address or the last choice; Vietnamese by default."""
    if "language" not in st.session_state:
        asked = st.query_params.get("lang", LANGUAGES[0])
        st.session_state["language"] = asked if asked in LANGUAGES else LANGUAGES[0]
    return st.session_state["language"]


def _navigate(say: Words, plan: PlanInfo, actor: Actor | None) -> tuple[Entry, Callable[[], None]]:
    pages, by_title = _pages(say, frozenset(item.key for item in ENTRIES if actor and actor.may_open(item.key)))
    # Off in the configuration: on a fresh server Streamlit would list the files of pages/ until this line.
    st.set_option("client.showSidebarNavigation", True)
    chosen = st.navigation(pages, position="sidebar", expanded=True)
    entry = by_title[chosen.title]
    if entry.bare or actor is None:
        st.navigation(pages, position="hidden")
    else:
        _sidebar(say, plan)
    return entry, chosen.run


def _pages(say: Words, shown: frozenset[str]) -> tuple[dict[str, list], dict[str, Entry]]:
    """The list of pages by section, and what each title stands for; made once a session: each page looks for its file."""
    asked = (say.language, shown)
    if st.session_state.get(_PAGES, (None,))[0] != asked:
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
                visibility="visible" if item.key in shown else "hidden",
            )
            pages.setdefault(say(f"section.{item.section}"), []).append(page)
            by_title[page.title] = item
        st.session_state[_PAGES] = (asked, pages, by_title)
    return st.session_state[_PAGES][1:]


def _sidebar(say: Words, plan: PlanInfo) -> None:
    """What stands below the list of pages: the language, and what all this is about."""
    st.logo(_icon(), size="large")
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
        speaking.speak(say.language)  # here it stays where it is from page to page, and needn't be put up anew


def _switch_language() -> None:
    st.session_state["language"] = st.session_state["language_choice"]


def _draw(entry: Entry, script: Callable[[], None], say: Words, actor: Actor, found: Settings) -> None:
    store = current_store(say).on_behalf_of(actor)
    if not entry.bare:
        with st.sidebar:
            signing.badge(store, found, say)
    if not actor.may_open(entry.key):
        st.title(say(entry.title_key))
        st.warning(say("error.forbidden_page", page=say(entry.title_key)))
        return
    st.session_state[_CURRENT] = _begun(entry, store, say)
    try:
        script()
        _ended(st.session_state[_CURRENT])
    finally:
        del st.session_state[_CURRENT]
    if entry.bare:
        speaking.speak(say.language)


def _begun(entry: Entry, store: Store, say: Words) -> Page:
    """What a page is given at the start of a run; who followed a link to another page is led there instead."""
    data = Data(store)
    choices = scope.choices(store.catalog, data, say)
    address.settle(entry.key)
    page = Page(entry, store, data, say, choices, filters.restore(choices, entry.key))
    views.read(entry.key)
    afterwards.begin()
    links.follow(page)
    return page


def _ended(page: Page) -> None:
    if afterwards.waits():  # what waits for the browser writes the address
        filters.followed()
    else:
        page.mirror()


def draw_alone(draw: Callable[[Page], None]) -> None:
    """Draw the page this script is for so that a choice made on it draws the page alone, not the frame around it.

    The frame (all pages' names, icon, sidebar) is a third of what a change of filter costs server and browser.
    """
    _alone(current_page(), draw)


@st.fragment
def _alone(page: Page, draw: Callable[[Page], None]) -> None:
    is_begun = st.session_state.get(_CURRENT) is page  # by the frame, which ends it
    actor = page.store.actor
    try:
        drawn = partial(draw, page) if is_begun else partial(_anew, page, draw)
        fence.guard(f"page {page.entry.key}", page.words, drawn, actor=actor)
    finally:
        belonging.note(actor.account)


def _anew(page: Page, draw: Callable[[Page], None]) -> None:
    """The page with the figures, the choices and the rights as they are now."""
    found, say = settings(), page.words
    store = current_store(say)
    if signing.actor(store, found) != page.store.actor:
        st.rerun()  # somebody else, or nobody any more: which pages there are is the frame's matter
    now = _begun(page.entry, store.on_behalf_of(page.store.actor), say)
    draw(now)
    _ended(now)
