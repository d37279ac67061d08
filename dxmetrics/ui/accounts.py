"""The accounts of this store, for administrators: who there is, a new one, other roles, codes, shutting out."""

from __future__ import annotations

import streamlit as st

from dxmetrics.documents.tables import Table
from dxmetrics.errors import StoreError
from dxmetrics.roles import ROLES
from dxmetrics.store import accounts as store_accounts
from dxmetrics.store.accounts import Account
from dxmetrics.text.keys import sort_key
from dxmetrics.ui import acting, blocks, tables
from dxmetrics.ui.inert import inert
from dxmetrics.ui.page import Page

_TOLD = "accounts_told"


def part(page: Page) -> None:
    """What the last act did, all accounts, one of them to change, and a form for a new one."""
    blocks.heading(page, "admin.accounts")
    if told := st.session_state.pop(_TOLD, ""):
        st.success(told)
    every = store_accounts.accounts(page.store)
    if every:
        blocks.table(page, overview(page, every), "accounts")
        _change(page, every)
    else:
        st.info(page.words("accounts.none_yet"))
    _add(page)


def overview(page: Page, every: list[Account]) -> Table:
    """One row an account: name, roles, unit, state, last sign-in; never a password."""
    records = [
        {
            "account": item.account,
            "full_name": item.full_name,
            "roles": ", ".join(page.words(f"role.{role}") for role in item.roles),
            "unit": page.unit_name(item.unit) if item.unit else "",
            "account_state": page.words(f"accounts.{item.state}"),
            "last_seen": item.last_seen,
        }
        for item in every
    ]
    columns = [
        ("account", 22), ("full_name", 24), ("roles", 22), ("unit", 26), ("account_state", 18),
        ("last_seen", 16, "moment"),
    ]  # fmt: skip
    return tables.named(page, "accounts", records, columns)


def _change(page: Page, every: list[Account]) -> None:
    """One account: other roles, a one-time code, shut out or let in again."""
    names = [item.account for item in every]
    with st.form("account_change"):
        name = st.selectbox(
            page.words("accounts.choose"),
            names,
            index=None,
            key="account_name",
            width=420,
            placeholder=page.words("accounts.choose"),
        )
        roles, unit = _roles(page, "change")
        reason = st.text_input(page.words("accounts.reason"), key="account_reason", max_chars=200)
        with st.container(horizontal=True):
            pressed = [
                act
                for act in ("change", "code", "disable", "enable")
                if st.form_submit_button(page.words(f"accounts.{act}"), key=f"account_{act}")
            ]
    if pressed and name:
        _do(page, lambda: _act(page, pressed[0], name, roles, unit, reason))


def _act(page: Page, act: str, name: str, roles: list[str], unit: str, reason: str) -> str:
    who = {"by": acting.who(page), "reason": reason}
    if act == "code":
        code = store_accounts.invite(page.store, name, **who)
        return page.words("accounts.code_made", name=inert(name), code=code)
    if act == "change":
        store_accounts.set_roles(page.store, name, roles, unit=unit, **who)
    else:
        store_accounts.disable(page.store, name, enable=act == "enable", **who)
    return page.words("accounts.done", name=inert(name))


def _add(page: Page) -> None:
    with st.form("account_add"):
        name = st.text_input(page.words("accounts.name"), key="account_new", max_chars=100)
        full_name = st.text_input(page.words("column.full_name"), key="account_full_name", max_chars=200)
        roles, unit = _roles(page, "add")
        if not st.form_submit_button(page.words("accounts.add"), type="primary", key="account_add_do"):
            return

    def do() -> str:
        who = {"by": acting.who(page), "unit": unit, "full_name": full_name}
        code = store_accounts.add_account(page.store, name, roles, **who)
        return page.words("accounts.added", name=inert(name), code=code)

    _do(page, do)


def _roles(page: Page, place: str) -> tuple[list[str], str]:
    """Roles, and for a unit's account the unit by its name."""
    roles = st.multiselect(
        page.words("accounts.roles"),
        ROLES,
        key=f"account_roles_{place}",
        format_func=lambda role: page.words(f"role.{role}"),
        placeholder=page.words("accounts.roles"),
    )
    units = sorted(page.catalog.units, key=lambda unit: sort_key(page.unit_name(unit)))
    unit = st.selectbox(
        page.words("accounts.unit"),
        units,
        index=None,
        key=f"account_unit_{place}",
        format_func=lambda unit: f"{page.unit_name(unit)} · {page.catalog.units[unit].code}",
        placeholder=page.words("accounts.unit"),
    )
    return roles, unit or ""


def _do(page: Page, do: object) -> None:
    try:
        st.session_state[_TOLD] = do()
    except StoreError as fault:
        st.error(inert(acting.fault_text(page, fault)))
        return
    st.rerun()
