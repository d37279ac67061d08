"""Open sessions: a secret in the browser's cookie, its hash here. They end by time, by sign-out, with the account."""

from __future__ import annotations

import contextlib
import secrets
import threading
import time
from datetime import timedelta

import duckdb

from dxmetrics.errors import StoreError
from dxmetrics.store.accounts import Account, find_account, secret_hash
from dxmetrics.store.events import AccessEvent, write_access_event
from dxmetrics.store.moments import vietnam_now
from dxmetrics.store.sqlfiles import query
from dxmetrics.store.store import Store

LONGEST = timedelta(hours=12)
IDLE = timedelta(hours=2)
_LONGEST_TOKEN = 200
_CLOCKS_DIFFER = timedelta(minutes=5)
"""By how much a clock may be set right: a session begun later than now was begun by a clock that has been set back since."""
_seen: dict[str, float] = {}
"""When each session of this process last asked for anything. Not in the store: readers never wait for who loads."""
_seen_lock = threading.Lock()


def begin(store: Store, account: Account) -> str:
    """Sign the account in: the secret for the cookie."""
    token, now = secrets.token_urlsafe(32), vietnam_now()
    with store.transaction() as cursor:
        cursor.execute("delete from access.session where expires_at <= $now", {"now": now})
        row = [secret_hash(token), account.account, now, now + LONGEST]
        cursor.execute("insert into access.session values (?, ?, ?, ?)", row)
        write_access_event(cursor, AccessEvent("signed_in", account.actor.name, account.account), now)
    return token


def of_token(store: Store, token: str, *, touch: bool = True) -> Account | None:
    """Whose session this is; None for one forged, ended, expired, idle too long, or of a disabled account."""
    if not token or len(token) > _LONGEST_TOKEN:
        return None
    key = secret_hash(token)
    rows = store.rows(query("open_session"), {"token": key, "now": vietnam_now(), "tolerance": _CLOCKS_DIFFER})
    if not rows:
        return None
    with _seen_lock:
        idle = time.monotonic() - _seen.setdefault(key, time.monotonic())
        if touch:
            _seen[key] = time.monotonic()
    if idle > IDLE.total_seconds():
        with contextlib.suppress(StoreError):  # it can't be written down now: it stays idle, and is refused, until then
            end(store, token, "idle")
        return None
    return find_account(store, rows[0][0])


def end(store: Store, token: str, why: str = "") -> None:
    """Sign out: the secret is worth nothing from now on."""
    key = secret_hash(token)
    rows = store.rows("select account from access.session where token_sha256 = $key", {"key": key})
    if not rows:
        return
    found = find_account(store, rows[0][0])
    with store.transaction() as cursor:
        cursor.execute("delete from access.session where token_sha256 = $key", {"key": key})
        event = AccessEvent("signed_out", found.actor.name if found else rows[0][0], rows[0][0], why)
        write_access_event(cursor, event, vietnam_now())
    with _seen_lock:
        _seen.pop(key, None)


def end_all(cursor: duckdb.DuckDBPyConnection) -> None:
    """Inside the caller's transaction: nobody is signed in any more, and no one-time code is good any more."""
    cursor.execute("delete from access.session")
    cursor.execute("delete from access.invitation")
