"""The gate before everything the server gives: who is signed in passes, and takes away only what was made for them."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote

from anyio import to_thread
from starlette.datastructures import Headers, QueryParams
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import AUTH_COOKIE_NAME, get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

from dxmetrics.errors import StoreError
from dxmetrics.store import Store
from dxmetrics.store.accounts import Account
from dxmetrics.store.sessions import of_token
from dxmetrics.text import LANGUAGES, words
from dxmetrics.ui import belonging
from dxmetrics.ui.settings import Settings
from dxmetrics.ui.signing import COOKIE, account_of

_OPEN, _HEALTH = ("/account/", "/static/"), "/_stcore/health"
"""Sign-in itself, the program's own files (no figure is in them), and whether the server lives."""
_CLOSED_TO_ALL = ("/_stcore/metrics", "/_stcore/agent/")
"""What Streamlit would tell of its memory, and its way in for programs (off by default): nobody here needs them."""
_CLOSED_BY_PROVIDER = (belonging.PATH, "/_stcore/", "/component/")
_OPEN_BY_PROVIDER = (_HEALTH, "/_stcore/host-config", "/_stcore/stream")
"""Signing in with a provider begins on Streamlit's own page, so that and its stream are open: it shows the door."""
_FORBIDDEN = 403
_LOG = logging.getLogger("dxmetrics.gate")


class Gate:
    """Lets through who is signed in; a page asked for by others leads to the sign-in, anything else is refused."""

    def __init__(self, app: ASGIApp, store: Callable[[], Store], settings: Settings) -> None:
        self._app = app
        self._store = store
        self._is_local = settings.mode == "local"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or self._is_open(scope["path"]):
            await self._app(scope, receive, send)
            return
        try:
            account = await to_thread.run_sync(self._account, scope)
        except StoreError as fault:  # a shared store that is away: who this is can't be known now
            _LOG.error("%s: %s", scope["path"], fault)
            await self._refuse(scope, receive, send, _unavailable)
            return
        if account is None:
            await self._refuse(scope, receive, send, self._answer)
        elif not _may_have(scope["path"], account):
            await Response(status_code=_FORBIDDEN)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _is_open(self, path: str) -> bool:
        if self._is_local:
            return path == _HEALTH or path.startswith(_OPEN)
        return path in _OPEN_BY_PROVIDER or not path.startswith(_CLOSED_BY_PROVIDER)

    def _account(self, scope: Scope) -> Account | None:
        cookies = _cookies(scope)
        if self._is_local:
            return of_token(self._store(), cookies.get(COOKIE, ""))
        return account_of(self._store(), _claims(cookies))

    async def _refuse(self, scope: Scope, receive: Receive, send: Send, answer: Callable[[Scope], Response]) -> None:
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            await answer(scope)(scope, receive, send)

    def _answer(self, scope: Scope) -> Response:
        headers = Headers(scope=scope)
        if not self._is_local or scope["method"] != "GET" or "text/html" not in headers.get("accept", ""):
            return Response(status_code=401)
        query = f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else ""
        return RedirectResponse(f"/account/signin?next={quote(scope['path'] + query, safe='')}", 303)


def _may_have(path: str, account: Account) -> bool:
    if path.startswith(belonging.PATH):
        return belonging.may_fetch(path, account.account)
    return not path.startswith(_CLOSED_TO_ALL)


def _unavailable(scope: Scope) -> Response:
    """In words, in the language of the address."""
    asked = QueryParams(scope.get("query_string", b"")).get("lang", LANGUAGES[0])
    text = words(asked if asked in LANGUAGES else LANGUAGES[0])("signin.away")
    return PlainTextResponse(text, 503, headers={"Retry-After": "30", "Cache-Control": "no-store"})


def _cookies(scope: Scope) -> dict[str, str]:
    found = SimpleCookie()
    try:
        found.load(Headers(scope=scope).get("cookie", ""))
    except CookieError:
        return {}
    return {name: item.value for name, item in found.items()}


def _claims(cookies: dict[str, str]) -> dict[str, object]:
    """What the provider said of who signed in, from Streamlit's cookie; nothing where it is forged or has run out."""

    def one(name: str) -> bytes | None:
        value = cookies.get(name)
        return (
            None
            if value is None
            else decode_signed_value(get_cookie_secret(), name, value.encode("latin-1", "replace"))
        )

    try:
        return dict(json.loads(get_cookie_with_chunks(one, AUTH_COOKIE_NAME) or b"{}"))
    except ValueError:
        return {}
