"""The server for an office (``python -m dxmetrics serve``): the app with sign-in, headers and limits around it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from dxmetrics.errors import DxmetricsError
from dxmetrics.store import Store, open_store
from dxmetrics.store.accounts import first_code
from dxmetrics.store.lake import place_name
from dxmetrics.text import Words, words
from dxmetrics.ui import loopback, stores
from dxmetrics.ui.account_pages import AccountPages
from dxmetrics.ui.gate import Gate
from dxmetrics.ui.settings import MODE, Settings, oidc_secrets, settings
from dxmetrics.ui.shield import BodyLimit, OwnName, Packed, Policy

_SCRIPT = Path(__file__).parents[2] / "app.py"
_PORT, _LOOPBACK = 8501, "127.0.0.1"


def run(options: argparse.Namespace) -> int:
    """Serve until stopped. The options are those of the command: db, port, address, lang."""
    say, found = words(options.lang), settings("local")
    address, port = options.address or _LOOPBACK, options.port or _PORT
    if found.mode == "none" and address not in (_LOOPBACK, "localhost", "::1"):
        raise DxmetricsError(say("cli.serve.open_address"))
    os.umask(0o077)  # what it writes (store, log, backups) has names and hashes of passwords: its owner's alone
    os.environ.update({"DXMETRICS_DB": str(options.db), MODE: found.mode})
    open_store(options.db).close()  # what is wrong with it is told in words, not by a server that can't start
    sys.argv = [str(_SCRIPT)]  # Streamlit looks for its configuration beside the script it believes was started
    print(
        say("cli.serve.started", path=place_name(options.db), mode=found.mode, address=address, port=str(port)),
        flush=True,
    )
    application(found, lambda store: announce(store, found, say)).run(config=_config(found, address, port))
    return 0


def application(found: Settings, ready: Callable[[Store], None] = lambda store: None) -> st.App:
    """The ASGI application; ``ready`` is told the store once it is open, before anyone is served."""
    opened: list[Store] = []

    @asynccontextmanager
    async def life(app: st.App) -> AsyncIterator[None]:
        opened.append(stores.current_store(words("vi")))
        ready(opened[0])
        try:
            yield
        finally:
            loopback.stop(opened[0])

    def store() -> Store:
        return opened[0]

    own = Middleware(OwnName, settings=found)
    shield = [Middleware(Policy, settings=found), own, Middleware(BodyLimit), Middleware(Packed)]
    routes = []
    if found.mode != "none":
        shield.insert(3, Middleware(Gate, store=store, settings=found))
    if found.mode == "local":
        routes = AccountPages(store, found).routes()
    return st.App(str(_SCRIPT), secrets=oidc_secrets(found), lifespan=life, routes=routes, middleware=shield)


def announce(store: Store, found: Settings, say: Words) -> None:
    """Print the first administrator's one-time code where nobody could let others in."""
    code = first_code(store) if found.mode == "local" else None
    if code:
        print(say("cli.serve.first", code=code), flush=True)


def _config(found: Settings, address: str, port: int) -> dict[str, object]:
    given: dict[str, object] = {"server.address": address, "server.port": port, "server.headless": True}
    if found.host:
        given["browser.serverAddress"] = found.host.rsplit(":", 1)[0]
    return given
