"""The server from outside: nobody passes without signing in, whatever they ask for; what browsers are told."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from streamlit.web.server.starlette.starlette_app import create_streamlit_routes

from dxmetrics.text import words
from dxmetrics.ui.account_pages import local_path
from dxmetrics.ui.gate import Gate
from dxmetrics.ui.navigation import ENTRIES
from dxmetrics.ui.settings import Settings
from tests.helpers.serving import PASSWORD, PATIENCE, PEOPLE, ROOT, Served, serving, with_people

HTML = {"Accept": "text/html"}
SOCKET = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


@pytest.fixture(scope="module")
def served(empty_store_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path = tmp_path_factory.mktemp("serve") / "office.duckdb"
    shutil.copy(empty_store_path, path)
    with_people(path)
    with serving(path) as found:
        yield found


@pytest.mark.parametrize("path", ["/", *(f"/{entry.key}?period=2025Q1" for entry in ENTRIES)])
def test_a_page_leads_to_the_sign_in_and_back(served: Served, path: str) -> None:
    status, headers, body = served.ask(path, headers=HTML)
    assert status == 303 and headers["location"].startswith("/account/signin?next=%2F") and not body


@pytest.mark.parametrize("cookie", ["", "dxmetrics_session=forged", "dxmetrics_session=" + "x" * 500, "x=y; ;;="])
@pytest.mark.parametrize(
    "path", ["/media/abc.xlsx", "/_stcore/upload_file/a/b", "/_stcore/host-config", "/component/x"]
)
def test_nothing_else_is_given_without_a_session(served: Served, path: str, cookie: str) -> None:
    assert served.ask(path, headers={"Cookie": cookie})[0] == 401
    assert served.ask(path, method="PUT", headers={"Cookie": cookie}, body=b"x")[0] == 401


def test_the_stream_opens_only_for_who_is_signed_in(served: Served) -> None:
    origin = {"Origin": served.address}
    assert served.ask("/_stcore/stream", headers={**SOCKET, **origin})[0] == 403
    assert served.ask("/_stcore/stream", headers={**SOCKET, **origin, "Cookie": "dxmetrics_session=forged"})[0] == 403
    cookie = served.sign_in("viewer")
    from_elsewhere = {**SOCKET, "Cookie": cookie, "Origin": "https://evil.example"}
    assert served.ask("/_stcore/stream", headers=from_elsewhere)[0] == 403


@pytest.mark.parametrize("name", PEOPLE)
def test_who_knows_the_password_comes_in(served: Served, name: str) -> None:
    cookie = served.sign_in(name)
    assert served.ask("/", headers={**HTML, "Cookie": cookie})[0] == 200
    assert served.ask("/", headers={**HTML, "Cookie": cookie[:-1]})[0] == 303


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(served: Served) -> None:
    _, headers, _ = served.post("/account/signin?next=/targets%3Fperiod%3D2025Q1", name="viewer", password=PASSWORD)
    said = headers["set-cookie"].lower()
    assert "httponly" in said and "samesite=lax" in said and "secure" not in said  # no TLS on loopback
    assert headers["location"] == "/targets?period=2025Q1"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
def test_a_form_of_another_site_is_refused(served: Served, origin: str) -> None:
    status, headers, _ = served.post("/account/signin", origin, name="viewer", password=PASSWORD)
    assert status == 403 and "set-cookie" not in headers


def test_wrong_guesses_wait_and_the_right_password_with_them(served: Served) -> None:
    statuses = [served.post("/account/signin", name="x-nobody", password=f"guess {i}")[0] for i in range(7)]
    assert statuses[:5] == [403] * 5 and 429 in statuses[5:]
    page = served.post("/account/signin", name="x-nobody", password=PASSWORD)
    assert page[0] == 429 and words("vi")("signin.wait") in page[2].decode()


@pytest.mark.parametrize(
    ("wanted", "path"),
    [
        ("/targets?period=2025Q1", "/targets?period=2025Q1"),
        ("//evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/a\r\nSet-Cookie: x=y", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_the_way_on_never_leads_elsewhere(wanted: str, path: str) -> None:
    assert local_path(wanted) == path


def test_what_is_typed_never_becomes_part_of_the_page(served: Served) -> None:
    _, _, body = served.post("/account/code?lang=%22%3E%3Cscript%3E", code="<script>", new_password="a", again="b")
    assert b"<script" not in body


@pytest.mark.parametrize("path", ["/", "/account/signin", "/static/js/x.js", "/media/x"])
def test_every_answer_has_the_headers(served: Served, path: str) -> None:
    _, headers, _ = served.ask(path)
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy and "http:" not in policy and "*" not in policy
    assert re.search(r"script-src[^;]*'unsafe-inline'", policy) is None
    assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(("path", "size"), [("/_stcore/upload_file/a/b", 30_000_000), ("/account/signin", 20_000)])
def test_a_body_that_is_too_large_is_refused_before_it_comes(served: Served, path: str, size: int) -> None:
    status, _, _ = served.ask(
        path, method="POST", headers={"Content-Length": str(size), "Cookie": served.sign_in("viewer")}
    )
    assert status == 413


def test_the_programs_own_files_come_compressed(served: Served) -> None:
    page = served.ask("/", headers={**HTML, "Cookie": served.sign_in("viewer")})[2].decode()
    script = re.search(r'src="\.?(/static/[^"]+\.js)"', page)[1]
    status, headers, packed = served.ask(script, headers={"Accept-Encoding": "gzip"})
    plain = served.ask(script)[2]
    assert status == 200 and headers["content-encoding"] == "gzip" and headers["content-length"] == str(len(packed))
    assert gzip.decompress(packed) == plain and len(packed) < len(plain) / 2


def test_the_first_administrator_comes_in_by_the_printed_code(empty_store_path: Path, tmp_path: Path) -> None:
    store = tmp_path / "new.duckdb"
    shutil.copy(empty_store_path, store)
    with serving(store) as found:
        code = re.search(r"([0-9a-f]{4}(?:-[0-9a-f]{4}){5})", found.log.read_text())[1]
        chosen = {"name": "quan.tri", "full_name": "Trần Quản", "new_password": PASSWORD, "again": PASSWORD}
        assert found.post("/account/code", code="0000-" * 5 + "0000", **chosen)[0] == 403
        assert found.post("/account/code", code=code, **chosen)[0] == 303
        assert found.post("/account/code", code=code, **chosen)[0] == 403  # it is used
        cookie = found.sign_in("quan.tri")
        assert found.ask("/", headers={**HTML, "Cookie": cookie})[0] == 200
        command = [sys.executable, "-m", "dxmetrics", "--db", str(store), "user", "disable", "quan.tri"]
        assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 1  # the only one
        command[-2:] = ["add", "lan", "--role", "officer"]
        added = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
        invited = re.search(r"([0-9a-f]{4}(?:-[0-9a-f]{4}){5})", added)[1]
        assert found.post("/account/code", code=invited, new_password=PASSWORD, again=PASSWORD)[0] == 303


def test_without_sign_in_it_never_listens_to_other_machines(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dxmetrics", "--db", str(tmp_path / "x.duckdb"), "serve", "--address", "0.0.0.0"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
        timeout=PATIENCE,
        env={"DXMETRICS_AUTH": "none", "PATH": ""},
    )
    assert done.returncode == 1 and "DXMETRICS_AUTH" in done.stderr


STREAMLITS_OWN = sorted({route.path for route in create_streamlit_routes(MagicMock())})
"""Every address Streamlit itself answers, as this version of it has them."""
OPEN_TO_ALL = {"/_stcore/health"}
OPEN_TO_SIGN_IN_BY_PROVIDER = {
    "/_stcore/host-config",
    "/_stcore/stream",
    "/auth/login",
    "/auth/logout",
    "/oauth2callback",
}


@pytest.mark.parametrize("mode", ["local", "oidc"])
def test_every_address_streamlit_answers_is_behind_the_gate(mode: str) -> None:
    """A new version's new address is a failure here until somebody has looked at it."""
    gate = Gate(MagicMock(), MagicMock(), Settings(mode))
    program = {path for path in STREAMLITS_OWN if path.startswith("/static") or path in ("", "/", "/{path:path}")}
    opened = {path for path in STREAMLITS_OWN if gate._is_open(path)} - program
    assert opened == OPEN_TO_ALL | (OPEN_TO_SIGN_IN_BY_PROVIDER if mode == "oidc" else set())
    assert {"/media/{file_id:path}", "/_stcore/upload_file/{session_id}/{file_id}"} <= set(STREAMLITS_OWN)


def test_the_api_for_programs_is_off(served: Served) -> None:
    cookie = served.sign_in("officer")
    for path in ("/_stcore/agent/interact", "/_stcore/agent/mcp", "/_stcore/agent/openapi.json", "/_stcore/metrics"):
        for method in ("GET", "POST"):
            assert served.ask(path, method=method, headers={"Cookie": cookie}, body=b"{}")[0] == 403


@pytest.mark.parametrize(
    "path",
    [
        "//media/x.xlsx",
        "/./media/x",
        "/static/../media/x",
        "/static/%2e%2e/media/x",
        "/static/../../../../../../etc/passwd",
        "/static/%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/static/..%5c..%5c..%5cetc%5cpasswd",
        "/account/../media/x",
        "/account/..%2f..%2f..%2fetc%2fpasswd",
        "/account/style.css/../../../../etc/passwd",
        "/_stcore/health/../upload_file/a/b",
        "/_stcore/health/x",
        "/targets/_stcore/stream",
        "/MEDIA/x",
        "/\\\\evil.example\\share",
    ],
)
def test_no_roundabout_way_leads_past_the_gate(served: Served, path: str) -> None:
    status, headers, body = served.ask(path)
    assert status >= 400 or headers.get("location", "").startswith("/account/signin"), status
    assert b"root:" not in body and b"stcore" not in body


@pytest.mark.parametrize("path", ["/media/../../etc/passwd", "/media/..%2f..%2fx", "/component/a/../../etc/passwd"])
def test_who_is_signed_in_gets_no_file_of_the_machine(served: Served, path: str) -> None:
    status, _, body = served.ask(path, headers={"Cookie": served.sign_in("officer")})
    assert status >= 400 and b"root:" not in body


def test_a_session_somebody_else_chose_is_not_taken(served: Served) -> None:
    """Session fixation: whatever cookie a browser comes with, who signs in is given a new secret."""
    chosen = "dxmetrics_session=" + "a" * 43
    form = b"name=viewer&password=" + urllib.parse.quote(PASSWORD).encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": served.address, "Cookie": chosen}
    status, answer, _ = served.ask("/account/signin", method="POST", headers=headers, body=form)
    given = answer["set-cookie"].split(";")[0]
    assert status == 303 and given != chosen and len(given) >= len(chosen)
    assert served.ask("/", headers={**HTML, "Cookie": chosen})[0] == 303
    assert served.sign_in("viewer") != given, "nor is one ever used twice"
    both = {**HTML, "Cookie": f"{given}; {chosen}"}
    assert served.ask("/", headers=both)[0] == 303, "of two the one that another site may have added last is refused"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_another_site_sends_no_file_even_with_the_cookie(served: Served, method: str) -> None:
    """The cookie is not sent across sites (SameSite); were it, what it lacks is a session's own number and token."""
    headers = {"Cookie": served.sign_in("officer"), "Origin": "https://evil.example", "Content-Type": "text/plain"}
    status, answer, _ = served.ask("/_stcore/upload_file/a/b", method=method, headers=headers, body=b"x")
    assert status >= 400 and answer.get("access-control-allow-origin") != "https://evil.example"
    assert served.ask("/account/signin", method=method, headers=headers, body=b"name=viewer")[0] in (403, 405)


def test_a_name_for_the_machine_that_others_chose_is_never_repeated(served: Served) -> None:
    """A Host header of somebody's choice moves nobody anywhere and opens nothing."""
    evil = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "Accept": "text/html"}
    for path in ("/", "/account/signin", "/targets?x=evil"):
        status, headers, body = served.ask(path, headers=evil)
        assert (status, body) == (421, b"") and "location" not in headers
    assert served.ask("/", headers={**HTML, "Host": f"localhost:{served.port}"})[0] == 303
    assert served.ask("/_stcore/health", headers={"Host": "10.0.0.1"})[0] == 200
    cookie = served.sign_in("viewer")
    socket = {**SOCKET, "Cookie": cookie, "Host": "evil.example", "Origin": "http://evil.example"}
    assert served.ask("/_stcore/stream", headers=socket)[0] == 403


def test_no_answer_tells_what_runs_here(served: Served) -> None:
    _, headers, body = served.ask("/nowhere.php", headers={"Cookie": served.sign_in("viewer")})
    assert "x-powered-by" not in headers and b"Traceback" not in body and str(ROOT).encode() not in body
