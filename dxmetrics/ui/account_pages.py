"""The pages that stand outside Streamlit, for only they can set a cookie no script can read: sign-in, codes."""

from __future__ import annotations

import html
import logging
from collections.abc import Callable
from pathlib import Path
from string import Template
from urllib.parse import quote, urlsplit

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from dxmetrics.errors import StoreError
from dxmetrics.store import Store
from dxmetrics.store.accounts import (
    SHORTEST_PASSWORD,
    change_password,
    check_password,
    find_account,
    has_administrator,
    plain_name,
    use_code,
)
from dxmetrics.store.events import AccessEvent, tell
from dxmetrics.store.sessions import LONGEST, begin, of_token
from dxmetrics.store.throttle import Throttle
from dxmetrics.text import LANGUAGES, Words, words
from dxmetrics.ui.settings import Settings
from dxmetrics.ui.signing import COOKIE

_FOLDER = Path(__file__).parent
_LOG = logging.getLogger("dxmetrics.account")
_TOO_MANY, _REFUSED, _UNAVAILABLE = 429, 403, 503
_MOST_OF_A_NAME, _MOST_OF_AN_ADDRESS = 20, 30
"""Five wrong tries from one address at one account; more where others there, or the account's holder, would suffer."""


class AccountPages:
    """The routes below ``/account/``; ``store`` gives the open store."""

    def __init__(self, store: Callable[[], Store], settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._pairs = Throttle()
        self._names, self._addresses = Throttle(free=_MOST_OF_A_NAME), Throttle(free=_MOST_OF_AN_ADDRESS)
        self._template = Template((_FOLDER / "account.html").read_text(encoding="utf-8"))

    def routes(self) -> list[Route]:
        """What is added to Streamlit's own."""
        both = ["GET", "POST"]
        return [
            Route("/account/signin", self.sign_in, methods=both),
            Route("/account/code", self.code, methods=both),
            Route("/account/password", self.password, methods=both),
            Route("/account/style.css", self.style, methods=["GET"]),
        ]

    async def style(self, request: Request) -> Response:
        """How the pages look; a file, so that the policy can forbid styles written into a page."""
        return FileResponse(_FOLDER / "account.css", media_type="text/css")

    async def sign_in(self, request: Request) -> Response:
        """Name and password; a cookie for who knows them."""
        if request.method == "GET":
            return self._page(request, "signin", ("name", "password"))
        return await self._posted(request, self._sign_in)

    async def code(self, request: Request) -> Response:
        """A password by a one-time code; the first administrator's name with it."""
        if request.method == "GET":
            return await self._answered(request, lambda: self._page(request, "code", self._code_fields()))
        return await self._posted(request, self._use_code)

    async def password(self, request: Request) -> Response:
        """Another password for who is signed in."""
        if request.method == "GET":
            return self._page(request, "password", ("password", "new_password", "again"))
        return await self._posted(request, self._change)

    async def _posted(self, request: Request, answer: Callable[[Request, dict[str, str]], Response]) -> Response:
        if not self._is_own(request):
            return Response(status_code=_REFUSED)
        form = {name: str(value) for name, value in (await request.form()).items()}
        return await self._answered(request, lambda: answer(request, form))

    async def _answered(self, request: Request, answer: Callable[[], Response]) -> Response:
        try:
            return await to_thread.run_sync(answer)
        except (
            StoreError
        ) as fault:  # a full disk, a shared store that is away: nobody can sign in, and all are told why
            _LOG.error("%s: %s", request.url.path, fault)
            told = "signin.away" if fault.code == "away" else "signin.unwritten"
            return self._page(request, "signin", ("name", "password"), told, _UNAVAILABLE)

    def _sign_in(self, request: Request, form: dict[str, str]) -> Response:
        name, address = form.get("name", "").strip()[:100], _address(request)
        if self._waits(name, address):
            return self._page(request, "signin", ("name", "password"), "signin.wait", _TOO_MANY)
        found = check_password(self._store(), name, form.get("password", ""))
        if found is None:
            self._failed(name, address)
            return self._page(request, "signin", ("name", "password"), "signin.wrong", _REFUSED)
        self._pairs.succeeded((plain_name(name), address))
        return self._enter(begin(self._store(), found), request.query_params.get("next", "/"))

    def _use_code(self, request: Request, form: dict[str, str]) -> Response:
        address = _address(request)
        if self._waits("", address):
            return self._page(request, "code", self._code_fields(), "signin.wait", _TOO_MANY)
        if form.get("new_password") != form.get("again"):
            return self._page(request, "code", self._code_fields(), "signin.differ", _REFUSED)
        names = {"name": form.get("name", ""), "full_name": form.get("full_name", "")}
        try:
            found = use_code(self._store(), form.get("code", ""), form.get("new_password", ""), **names)
        except StoreError as fault:
            if fault.code == "wrong_code":
                self._failed("", address)
            return self._page(request, "code", self._code_fields(), fault, _REFUSED)
        return self._enter(begin(self._store(), found), "/")

    def _change(self, request: Request, form: dict[str, str]) -> Response:
        fields, address = ("password", "new_password", "again"), _address(request)
        account = of_token(self._store(), request.cookies.get(COOKIE, ""))
        if account is None:
            return RedirectResponse("/account/signin", 303)
        if self._waits(account.account, address):
            return self._page(request, "password", fields, "signin.wait", _TOO_MANY)
        if form.get("new_password") != form.get("again"):
            return self._page(request, "password", fields, "signin.differ", _REFUSED)
        if check_password(self._store(), account.account, form.get("password", "")) is None:
            self._failed(account.account, address)
            return self._page(request, "password", fields, "signin.wrong", _REFUSED)
        try:
            change_password(self._store(), account.account, form.get("new_password", ""))
        except StoreError as fault:
            return self._page(request, "password", fields, fault, _REFUSED)
        return self._enter(begin(self._store(), account), "/")

    def _enter(self, token: str, wanted: str) -> Response:
        answer = RedirectResponse(local_path(wanted), 303)
        answer.set_cookie(
            COOKIE,
            token,
            max_age=int(LONGEST.total_seconds()),
            path="/",
            secure=self._settings.is_encrypted,
            httponly=True,
            samesite="lax",
        )
        return answer

    def _waits(self, name: str, address: str) -> bool:
        name = plain_name(name)
        by_name = max(self._pairs.wait((name, address)), self._names.wait(name)) if name else 0
        return max(by_name, self._addresses.wait(address)) > 0

    def _failed(self, name: str, address: str) -> None:
        """Counted, and written down; a name nobody has may be a password typed in the wrong box, so it is not kept."""
        name = plain_name(name)
        if name:
            self._pairs.failed((name, address))
            self._names.failed(name)
        self._addresses.failed(address)
        known = find_account(self._store(), name)
        tell(self._store(), AccessEvent("sign_in_failed", "", known.account if known else "", address))

    def _is_own(self, request: Request) -> bool:
        """A form of ours, not one that another site makes a browser send."""
        origin = urlsplit(request.headers.get("origin", "")).netloc
        return bool(origin) and origin in (request.headers.get("host", ""), self._settings.host)

    def _code_fields(self) -> tuple[str, ...]:
        named = () if has_administrator(self._store()) else ("name", "full_name")
        return ("code", *named, "new_password", "again")

    def _page(
        self, request: Request, page: str, fields: tuple[str, ...], fault: str | StoreError = "", status: int = 200
    ) -> Response:
        say = words(_language(request))
        told = (
            say(f"error.store.{fault.code}", **fault.params) if isinstance(fault, StoreError) else fault and say(fault)
        )
        other = "code" if page == "signin" else "signin"
        filled = self._template.substitute(
            language=say.language,
            title=html.escape(say(f"signin.page.{page}")),
            app=html.escape(say("signin.app")),
            hint=html.escape(say(f"signin.hint.{page}", least=SHORTEST_PASSWORD)),
            fault=f'<p class="fault" role="alert">{html.escape(told)}</p>' if told else "",
            fields="".join(_field(say, name) for name in fields),
            do=html.escape(say(f"signin.send.{page}")),
            other=f"/account/{other}?lang={say.language}",
            other_label=html.escape(say(f"signin.page.{other}")),
        )
        return HTMLResponse(filled, status, headers={"Cache-Control": "no-store"})


def local_path(wanted: str) -> str:
    """A path of ours to go on to; the first page instead of anything that leads elsewhere."""
    plain = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    return quote(wanted, safe="/?=&%-_.~+,:@") if plain and "\\" not in wanted else "/"


def _field(say: Words, name: str) -> str:
    kind = "password" if name in ("password", "new_password", "again") else "text"
    fill = {"name": "username", "password": "current-password", "code": "one-time-code", "full_name": "name"}
    label = html.escape(say(f"signin.field.{name}"))
    return (
        f'<label>{label}<input name="{name}" type="{kind}" autocomplete="{fill.get(name, "new-password")}" '
        f'maxlength="200" required></label>'
    )


def _language(request: Request) -> str:
    asked = request.query_params.get("lang", LANGUAGES[0])
    return asked if asked in LANGUAGES else LANGUAGES[0]


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
