"""What stands around every request of the server: how much may come in, what browsers may do."""

from __future__ import annotations

import gzip
import hashlib
import re
from base64 import b64encode
from pathlib import Path
from urllib.parse import urlsplit

import streamlit
from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dxmetrics.ui import belonging
from dxmetrics.ui.settings import Settings

_POLICY = (
    "default-src 'self'; script-src 'self' blob: {scripts} 'unsafe-eval' 'wasm-unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "media-src 'self' blob:; object-src 'none'; frame-src 'self'; frame-ancestors 'none'; base-uri 'self'; "
    "form-action 'self'"
)
"""Charts build their functions from text, our sheets' script comes as one and styles are written into elements: Streamlit and
Plotly need all three."""
_POLICY_OF_ACCOUNTS = (
    "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_A_YEAR = "max-age=31536000"
_MOST_BYTES, _MOST_OF_A_FORM = 21_000_000, 16_000
_PACKED, _WORTH_PACKING = ("/static/",), 1_000
_HEALTH, _MISDIRECTED = "/_stcore/health", 421
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""This machine's own names."""


class Policy:
    """Adds the headers that tell browsers what these pages may do, and that nothing of them is kept by others."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._policy = _POLICY.format(scripts=" ".join(_inline_scripts()))
        self._is_encrypted = settings.is_encrypted
        self._added = {**_HEADERS, **({"Strict-Transport-Security": _A_YEAR} if settings.is_encrypted else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self._added)
                own = scope["path"].startswith("/account/")
                headers["Content-Security-Policy"] = _POLICY_OF_ACCOUNTS if own else self._policy
                if scope["path"].startswith(belonging.PATH):
                    headers["Cache-Control"] = "private, no-store"
                if self._is_encrypted:
                    message["headers"] = [_by_tls_only(item) for item in headers.raw]
            await send(message)

        await self._app(scope, receive, told if scope["type"] == "http" else send)


def _by_tls_only(header: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    """A cookie, whoever sets it (Streamlit leaves it open), goes back by TLS only."""
    name, value = header
    is_open = name.lower() == b"set-cookie" and b"; secure" not in value.lower()
    return (name, value + b"; Secure") if is_open else header


class OwnName:
    """Refuses a request under a name that is neither the public address's nor this machine's own, where there is one: a
    name that somebody else made point here must not be taken for ours."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        public = urlsplit(settings.address).hostname
        self._known = {public, *LOOPBACK} if public else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket") and self._known and not self._is_ours(scope):
            if scope["type"] == "websocket":
                await receive()
                await send({"type": "websocket.close", "code": 1008})
            else:
                await Response(status_code=_MISDIRECTED)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _is_ours(self, scope: Scope) -> bool:
        try:
            asked = urlsplit(f"//{Headers(scope=scope).get('host', '')}").hostname
        except ValueError:
            return False
        return scope["path"] == _HEALTH or asked in self._known


class BodyLimit:
    """Refuses a body larger than a return may be (a form: than a form is), as declared and as it really comes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = _MOST_OF_A_FORM if scope["path"].startswith("/account/") else _MOST_BYTES
        declared = Headers(scope=scope).get("content-length", "0")
        if not declared.isdigit() or int(declared) > most:
            await Response(status_code=413)(scope, receive, send)
            return
        came = 0

        async def counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            return message if came <= most else {"type": "http.disconnect"}

        await self._app(scope, counted, send)


class Packed:
    """Sends the program's own files compressed, each compressed once: the first chart needs 1.4 MB instead of 4.7."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: dict[str, bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not self._wanted(scope):
            await self._app(scope, receive, send)
            return
        start: Message = {}
        body = bytearray()

        async def gathered(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body"):
                await self._send(scope["path"], start, bytes(body), send)

        await self._app(scope, receive, gathered)

    def _wanted(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        packs = "gzip" in headers.get("accept-encoding", "") and "range" not in headers
        return packs and scope["method"] == "GET" and scope["path"].startswith(_PACKED)

    async def _send(self, path: str, start: Message, body: bytes, send: Send) -> None:
        headers = MutableHeaders(raw=list(start.get("headers", [])))
        text = headers.get("content-type", "").startswith(("text/", "application/javascript", "application/json"))
        if start["status"] == 200 and text and len(body) > _WORTH_PACKING and "content-encoding" not in headers:
            if path not in self._kept:
                self._kept[path] = await to_thread.run_sync(gzip.compress, body, 6)
            body = self._kept[path]
            headers.update({"Content-Encoding": "gzip", "Content-Length": str(len(body)), "Vary": "Accept-Encoding"})
        await send({**start, "headers": headers.raw})
        await send({"type": "http.response.body", "body": body})


def _inline_scripts() -> list[str]:
    """The hashes of the scripts written into Streamlit's own page: no other written-in script may run."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_bytes()
    found = re.findall(rb"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", page, re.DOTALL)
    return [f"'sha256-{b64encode(hashlib.sha256(text).digest()).decode()}'" for text in found]
