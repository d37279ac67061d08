"""The README's own words for nginx, tried: TLS, sign-in, the stream, cookies, the client's address, limits of size.

Skipped where there is no nginx, openssl or browser."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from dxmetrics.text import words
from tests.e2e.steps import new_page
from tests.helpers.ports import reserved_port
from tests.helpers.serving import PASSWORD, PATIENCE, ROOT, Served, serving, stop, with_people

SAY = words("vi")
NAME = "tiendo.example.gov.vn"
CHROMIUM = "/usr/bin/chromium"
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/usr/local/bin")
AROUND = """
{user}
pid {folder}/pid; error_log {folder}/error.log; daemon off;
events {{}}
http {{
    access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    {server}
}}
"""
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not NGINX or not shutil.which("openssl"), reason="no nginx or openssl: the proxy is not tried"),
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason=f"no browser at {CHROMIUM}"),
]


@dataclass(frozen=True)
class Office:
    """The server behind its proxy, and the proxy's port."""

    served: Served
    port: int

    def curl(self, path: str, *options: str) -> str:
        """What curl prints of an answer, with its headers."""
        line = ["curl", "-sk", "-i", "-H", "Expect:", "--resolve", f"{NAME}:{self.port}:127.0.0.1", *options]
        done = subprocess.run([*line, f"https://{NAME}:{self.port}{path}"], capture_output=True, check=False)
        return done.stdout.decode("utf-8", "replace")


@pytest.fixture(scope="module")
def office(one_quarter_store_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("proxy")
    shutil.copy(one_quarter_store_path, folder / "office.duckdb")
    with_people(folder / "office.duckdb")
    line = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
    files = ["-keyout", str(folder / "tiendo.key"), "-out", str(folder / "tiendo.pem")]
    subprocess.run([*line, *files, "-addext", f"subjectAltName=DNS:{NAME}"], capture_output=True, check=True)
    with serving(folder / "office.duckdb", DXMETRICS_URL=f"https://{NAME}") as served, reserved_port() as port:
        (folder / "nginx.conf").write_text(written(folder, served.port, port))
        proxy = subprocess.Popen([NGINX, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")])
        try:
            answers_at(port, proxy, folder / "error.log")
            yield Office(served, port)
        finally:
            stop(proxy)


def answers_at(port: int, proxy: subprocess.Popen, log: Path) -> None:
    """Wait until somebody listens there."""
    end = time.monotonic() + PATIENCE
    while proxy.poll() is None and time.monotonic() < end:
        try:
            with socket.create_connection(("127.0.0.1", port), PATIENCE):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(log.read_text())


def written(folder: Path, behind: int, port: int) -> str:
    """The README's block with this test's ports and certificate."""
    block = re.search(r"```nginx\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)[1]
    for old, new in (("listen 443", f"listen {port}"), ("/etc/ssl", str(folder)), (":8501", f":{behind}")):
        assert old in block
        block = block.replace(old, new)
    user = "user root;" if os.geteuid() == 0 else ""  # the folders of a test let nobody else in
    return AROUND.format(folder=folder, server=block, user=user)


@pytest.fixture(scope="module")
def page(office: Office, player: Playwright) -> Iterator[Page]:
    rules = f"--host-resolver-rules=MAP {NAME}:443 127.0.0.1:{office.port}"
    browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", rules])
    yield new_page(browser, ignore_https_errors=True)
    browser.close()


def test_an_officer_signs_in_and_loads_through_the_proxy(page: Page, office: Office) -> None:
    page.goto(f"https://{NAME}/intake")
    page.get_by_label(SAY("signin.field.name")).fill("officer")
    page.get_by_label(SAY("signin.field.password")).fill(PASSWORD)
    page.get_by_role("button", name=SAY("signin.do")).click()
    expect(page.get_by_role("heading", name=SAY("page.intake.title"), exact=True)).to_be_visible()
    cookies = {item["name"]: item for item in page.context.cookies()}
    assert {"dxmetrics_session", "_streamlit_xsrf"} <= set(cookies)
    assert all(item["secure"] for item in cookies.values()), cookies
    file = sorted((ROOT / "sample_data/returns/2024Q2").glob("*.xlsx"))[0]
    page.set_input_files("input[type=file]", str(file))
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible()
    large = {"name": "lớn.xlsx", "mimeType": "application/octet-stream", "buffer": b"x" * 19_500_000}
    page.set_input_files("input[type=file]", large)
    expect(page.get_by_text("lớn.xlsx").first).to_be_visible()
    expect(page.get_by_text("413")).to_have_count(0)


def test_what_is_too_large_is_stopped(office: Office, tmp_path: Path) -> None:
    big = tmp_path / "big"
    big.write_bytes(b"x" * 26_000_000)
    told = office.curl("/_stcore/upload_file/a/b", "-X", "PUT", "--data-binary", f"@{big}")
    assert " 413 " in told.splitlines()[0]


def test_the_clients_own_address_is_written_down(office: Office) -> None:
    """Not the proxy's, and not one the client made up."""
    form = ["--data", "name=viewer&password=wrong", "-H", f"Origin: https://{NAME}", "-H", "X-Forwarded-For: 8.8.8.8"]
    told = office.curl("/account/signin", *form, "--interface", "127.0.0.7")
    assert " 403 " in told.splitlines()[0]
    line = ["-m", "dxmetrics", "--db", str(office.served.store), "audit", "--format", "json"]
    audit = subprocess.run([sys.executable, *line], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    failed = [item for item in json.loads(audit) if item["event"] == "sign_in_failed"]
    assert failed[0]["reason"] == "viewer: 127.0.0.7"


def test_browsers_are_told_to_stay_with_tls(office: Office) -> None:
    told = office.curl("/account/signin").lower()
    assert "strict-transport-security: max-age=" in told and "content-security-policy:" in told
    assert " 303 " in office.curl("/", "-H", "Accept: text/html").splitlines()[0]
    assert " 401 " in office.curl("/media/x").splitlines()[0]
