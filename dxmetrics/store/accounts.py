"""Accounts of one store: who may sign in, in which roles; passwords as Argon2 hashes, one-time codes to choose them by.

Every change is an event with who and why. A change of password, roles or state ends the account's open sessions.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

import argon2
import duckdb

from dxmetrics.errors import StoreError
from dxmetrics.roles import ROLES, Actor
from dxmetrics.store.events import AccessEvent, write_access_event
from dxmetrics.store.guarding import act
from dxmetrics.store.moments import vietnam_now
from dxmetrics.store.sqlfiles import query
from dxmetrics.store.store import Store

SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 200
_CODE_HOLDS = timedelta(days=7)
_LONGEST_NAME = 100
_HASHER = argon2.PasswordHasher()
_CHECKS = threading.BoundedSemaphore(2)
"""Each check takes some 60 MB and a core: many guesses at once must not starve the readers."""


@dataclass(frozen=True)
class Account:
    """One account. ``unit`` is empty but for the role unit; ``last_seen``: its last sign-in (Vietnam's clock)."""

    account: str
    full_name: str
    roles: tuple[str, ...]
    unit: str
    password_hash: str
    is_disabled: bool
    created_at: datetime
    last_seen: datetime | None

    @property
    def state(self) -> str:
        """``disabled``, ``no_password`` (none chosen yet, or signs in with a provider) or ``enabled``."""
        return "disabled" if self.is_disabled else "enabled" if self.password_hash else "no_password"

    @property
    def actor(self) -> Actor:
        """As whom its holder acts."""
        return Actor(frozenset(self.roles), self.account, self.full_name or self.account, self.unit)


@act("accounts")
def accounts(store: Store) -> list[Account]:
    """All accounts in the order of their names."""
    return [_account(row) for row in store.rows(query("accounts"), {"account": None})]


def find_account(store: Store, name: str) -> Account | None:
    """The account of that name, disabled or not; names are the same in capitals and small letters."""
    rows = store.rows(query("accounts"), {"account": plain_name(name)})
    return _account(rows[0]) if rows else None


def has_administrator(store: Store) -> bool:
    """Whether somebody can let others in."""
    every = [_account(row) for row in store.rows(query("accounts"), {"account": None})]
    return any("administrator" in item.roles and not item.is_disabled for item in every)


@act("accounts")
def add_account(
    store: Store,
    name: str,
    roles: Iterable[str],
    *,
    by: str,
    unit: str = "",
    full_name: str = "",
    reason: str = "",
    now: datetime | None = None,
) -> str:
    """Make an account and give the one-time code by which its holder chooses a password.

    StoreError ``account_name``, ``account_exists``, ``unknown_role``, ``unit_needed``.
    """
    account, held = plain_name(name), _checked_roles(store, roles, unit)
    if not account or len(account) > _LONGEST_NAME or any(not char.isprintable() or char.isspace() for char in account):
        raise StoreError("account_name", name=name)
    moment = now or vietnam_now()
    with store.lock:
        if find_account(store, account):
            raise StoreError("account_exists", name=account)
        with store.transaction() as cursor:
            row = [account, " ".join(full_name.split()), ";".join(held), unit, "", False, moment]
            cursor.execute("insert into access.account values (?, ?, ?, ?, ?, ?, ?)", row)
            _tell(cursor, "user_added", account, by, reason or ", ".join(held), moment, unit)
            return _invite(cursor, account, moment)


@act("accounts")
def set_roles(store: Store, name: str, roles: Iterable[str], *, by: str, unit: str = "", reason: str = "") -> None:
    """Give an account other roles.

    StoreError ``unknown_account``, ``unknown_role``, ``unit_needed``, ``last_administrator``.
    """
    held = _checked_roles(store, roles, unit)
    with store.lock:
        found = _require(store, name)
        if "administrator" not in held:
            _require_another(store, found)
        with store.transaction() as cursor:
            changed = {"account": found.account, "roles": ";".join(held), "unit": unit}
            cursor.execute(
                "update access.account set roles = $roles, org_unit = $unit where account = $account", changed
            )
            _end_sessions(cursor, found.account)
            told = reason or f"{', '.join(found.roles)} → {', '.join(held)}"
            _tell(cursor, "user_role", found.account, by, told, vietnam_now(), unit)


@act("accounts")
def disable(store: Store, name: str, *, by: str, reason: str = "", enable: bool = False) -> None:
    """Shut an account out at once, or let it in again. StoreError ``unknown_account``, ``last_administrator``."""
    with store.lock:
        found = _require(store, name)
        if not enable:
            _require_another(store, found)
        with store.transaction() as cursor:
            changed = {"account": found.account, "disabled": not enable}
            cursor.execute("update access.account set is_disabled = $disabled where account = $account", changed)
            _end_sessions(cursor, found.account)
            cursor.execute("delete from access.invitation where account = $account", {"account": found.account})
            _tell(cursor, "user_enabled" if enable else "user_disabled", found.account, by, reason, vietnam_now())


@act("accounts")
def invite(store: Store, name: str, *, by: str, reason: str = "") -> str:
    """A new one-time code for an account whose holder forgot the password; the old password ends with its use."""
    with store.lock:
        found = _require(store, name)
        with store.transaction() as cursor:
            _tell(cursor, "password_code", found.account, by, reason, vietnam_now())
            return _invite(cursor, found.account, vietnam_now())


def first_code(store: Store) -> str | None:
    """The one-time code that makes the first administrator; None where there is one. An earlier code ends."""
    with store.lock:
        if has_administrator(store):
            return None
        with store.transaction() as cursor:
            return _invite(cursor, "", vietnam_now())


def use_code(store: Store, code: str, password: str, *, name: str = "", full_name: str = "") -> Account:
    """Choose a password by a one-time code; the first administrator's also makes the account ``name``.

    StoreError ``wrong_code``, ``weak_password``, ``account_name``, ``account_exists``.
    """
    hashed = {"code": secret_hash(code.strip()), "now": vietnam_now()}
    with store.lock:
        rows = store.rows(query("open_invitation"), hashed)
        if not rows:
            raise StoreError("wrong_code")
        account = rows[0][0] or plain_name(name)
        kept = hash_password(password, account)
        if not rows[0][0]:
            if has_administrator(store):
                raise StoreError("wrong_code")
            add_account(store, name, ["administrator"], by=account, full_name=full_name)
        _keep_password(store, account, kept)
        with store.transaction() as cursor:
            cursor.execute("delete from access.invitation where code_sha256 = $code", {"code": hashed["code"]})
        return _require(store, account)


def change_password(store: Store, name: str, password: str) -> None:
    """A new password for one's own account, after the old one was checked. StoreError ``weak_password``."""
    _keep_password(store, plain_name(name), hash_password(password, plain_name(name)))


@act("accounts")
def set_password(store: Store, name: str, password: str, *, by: str) -> None:
    """A password set by an administrator. StoreError ``unknown_account``, ``weak_password``."""
    found = _require(store, name)
    _keep_password(store, found.account, hash_password(password, found.account), by)


def check_password(store: Store, name: str, password: str) -> Account | None:
    """The account where name and password are right and it may come in. Takes as long where there is no account."""
    found = find_account(store, name)
    with _CHECKS:
        try:
            _HASHER.verify((found.password_hash if found else "") or _nobody(), password[:LONGEST_PASSWORD])
        except argon2.exceptions.VerificationError:
            return None
    return found if found and found.password_hash and not found.is_disabled else None


def hash_password(password: str, account: str) -> str:
    """The Argon2 hash. StoreError ``weak_password`` for one that is short, far too long, or the account's name."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD or account.casefold() in password.casefold():
        raise StoreError("weak_password", least=SHORTEST_PASSWORD)
    with _CHECKS:
        return _HASHER.hash(password)


def plain_name(name: str) -> str:
    """An account's name as it is kept."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def secret_hash(secret: str) -> str:
    """What is kept of a secret that has chance enough of its own (codes, session tokens)."""
    return hashlib.sha256(secret.encode()).hexdigest()


@cache
def _nobody() -> str:
    """Checked in place of an account that is not there, so that the time taken tells nothing."""
    return _HASHER.hash(secrets.token_urlsafe(16))


def _account(row: tuple) -> Account:
    account, full_name, roles, *rest = row
    return Account(account, full_name, tuple(roles.split(";")), *rest)


def _require(store: Store, name: str) -> Account:
    found = find_account(store, name)
    if found is None:
        raise StoreError("unknown_account", name=name)
    return found


def _require_another(store: Store, account: Account) -> None:
    others = [item for item in accounts(store) if item.account != account.account and not item.is_disabled]
    if "administrator" in account.roles and not any("administrator" in item.roles for item in others):
        raise StoreError("last_administrator", name=account.account)


def _checked_roles(store: Store, roles: Iterable[str], unit: str) -> tuple[str, ...]:
    held = tuple(role for role in ROLES if role in set(roles))
    unknown = set(roles) - set(ROLES)
    if unknown or not held:
        raise StoreError("unknown_role", role=", ".join(sorted(unknown)), known=", ".join(ROLES))
    if (
        ("unit" in held) != bool(unit)
        or ("unit" in held and len(held) > 1)
        or (unit and unit not in store.catalog.units)
    ):
        raise StoreError("unit_needed")
    return held


def _invite(cursor: duckdb.DuckDBPyConnection, account: str, moment: datetime) -> str:
    code = "-".join(secrets.token_hex(2) for _ in range(6))
    cursor.execute("delete from access.invitation where account = $account", {"account": account})
    row = [secret_hash(code), account, moment + _CODE_HOLDS]
    cursor.execute("insert into access.invitation values (?, ?, ?)", row)
    return code


def _keep_password(store: Store, account: str, kept: str, by: str = "") -> None:
    with store.transaction() as cursor:
        changed = {"account": account, "kept": kept}
        cursor.execute("update access.account set password_hash = $kept where account = $account", changed)
        cursor.execute("delete from access.invitation where account = $account", {"account": account})
        _end_sessions(cursor, account)
        _tell(cursor, "password_set", account, by or account, "", vietnam_now())


def _end_sessions(cursor: duckdb.DuckDBPyConnection, account: str) -> None:
    cursor.execute("delete from access.session where account = $account", {"account": account})


def _tell(
    cursor: duckdb.DuckDBPyConnection, event: str, account: str, by: str, reason: str, at: datetime, unit: str = ""
) -> None:
    write_access_event(cursor, AccessEvent(event, by, account, reason, org_unit=unit or None), at)
