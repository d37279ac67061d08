"""Who is at this browser: asked on every run, so that whoever was disabled, or has other roles now, is so at once."""

from __future__ import annotations

import html
from collections.abc import Mapping
from urllib.parse import urlsplit

import streamlit as st

from dxmetrics.roles import SAMPLE_OFFICER, Actor
from dxmetrics.store import Store
from dxmetrics.store.accounts import Account, find_account
from dxmetrics.store.events import AccessEvent, tell
from dxmetrics.store.sessions import end, of_token
from dxmetrics.text import Words
from dxmetrics.ui.inert import inert
from dxmetrics.ui.settings import Settings
from dxmetrics.ui.shield import LOOPBACK

COOKIE = "dxmetrics_session"
_TOLD = "signing_told"


def actor(store: Store | None, found: Settings) -> Actor | None:
    """As whom this browser acts; None where nobody is signed in, or may be. ``store`` is not needed without sign-in."""
    if found.mode == "none":
        return SAMPLE_OFFICER if _at_this_machine() else None
    account = _local(store) if found.mode == "local" else _by_provider(store)
    return account.actor if account else None


def door(store: Store | None, found: Settings, say: Words) -> None:
    """What somebody sees who may not come in (yet)."""
    st.title(say("signin.title"))
    if found.mode == "none":
        st.error(say("signin.this_machine_only"))
    elif found.mode == "local":
        st.info(say("signin.needed"))
        _link(say("signin.do"), f"/account/signin?lang={say.language}")
    elif st.user.is_logged_in:
        st.error(say("signin.no_account", name=inert(_claim())))
        _told_once(store)
        st.button(say("signin.out"), on_click=st.logout, key="door_out")
    else:
        st.info(say("signin.needed_provider"))
        st.button(say("signin.do"), on_click=st.login, type="primary", key="door_in")


def badge(store: Store, found: Settings, say: Words) -> None:
    """In the sidebar: who is signed in, as what, and the way out; nothing where nobody signs in."""
    who = store.actor
    if not who.account:
        return
    unit = store.catalog.units.get(who.unit)
    roles = ", ".join(say(f"role.{role}") for role in sorted(who.roles))
    st.caption(say("signin.as", name=inert(who.name), roles=roles))
    if unit:
        st.caption(inert(unit.name(say.language)))
    with st.container(horizontal=True):
        st.button(say("signin.out"), on_click=_leave, args=(store, found), key="sign_out", icon=":material/logout:")
        if found.mode == "local":
            _link(say("signin.password"), f"/account/password?lang={say.language}")


def _leave(store: Store, found: Settings) -> None:
    if found.mode == "oidc":
        tell(store, AccessEvent("signed_out", store.actor.name, store.actor.account))
        st.logout()
    else:
        end(store, _token())


def _at_this_machine() -> bool:
    """Only a browser on this machine, under one of its own names: no other machine, no name made to point here."""
    host = urlsplit(f"//{st.context.headers.get('Host', 'localhost')}").hostname
    address = st.context.ip_address  # no text: this machine (Streamlit's word for loopback), or no connection at all
    return (not isinstance(address, str) or address in LOOPBACK) and host in LOOPBACK


def _token() -> str:
    return st.context.cookies.get(COOKIE, "")


def _local(store: Store) -> Account | None:
    return of_token(store, _token())


def _by_provider(store: Store) -> Account | None:
    """The account named as the provider says (a mailbox it did not check names nobody); its sign-in is told once."""
    account = account_of(store, st.user.to_dict())
    if account and st.session_state.get(_TOLD) != account.account:
        st.session_state[_TOLD] = account.account
        tell(store, AccessEvent("signed_in", account.actor.name, account.account))
    return account


def account_of(store: Store, claims: Mapping[str, object]) -> Account | None:
    """The account that a provider's claims name, if they are of somebody signed in and it may come in."""
    name = str(claims.get("email") or "")
    if not name or not claims.get("is_logged_in") or claims.get("email_verified") is False:
        return None
    account = find_account(store, name)
    return account if account and not account.is_disabled else None


def _claim() -> str:
    return str(st.user.get("email") or "")


def _told_once(store: Store) -> None:
    if st.session_state.get(_TOLD) != "":
        st.session_state[_TOLD] = ""
        tell(store, AccessEvent("sign_in_failed", "", _claim()[:100], "oidc"))


def _link(label: str, address: str) -> None:
    """A link that stays in this tab."""
    st.html(f'<a href="{html.escape(address)}" target="_self" style="color: inherit">{html.escape(label)}</a>')
