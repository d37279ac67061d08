"""The address of an original is worth nothing to anybody but the officer for whom it was fetched: no role, no forged and
no ended session opens it, nor the upload's door, whether people sign in here or with a provider."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import duckdb
import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Browser, BrowserContext, Page, expect

from dxmetrics.store import accounts, open_store
from dxmetrics.text import words
from tests.e2e.steps import answered, new_page, tick_first_row
from tests.helpers.serving import OWN, PASSWORD, Served, serving, with_people

SAY = words("vi")
pytestmark = pytest.mark.browser
_UPLOAD = "/_stcore/upload_file/a/b"


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Page]:
    page = new_page(browser, viewport={"width": 1280, "height": 900})
    yield page
    page.context.close()


def original(page: Page, served: Served) -> str:
    """Fetch an original as a person does; its address."""
    page.goto(f"{served.address}/data?period=2024Q2")
    expect(page.get_by_text(SAY("data.typed"), exact=True)).to_be_visible()
    with answered(page):
        page.get_by_text(SAY("data.typed"), exact=True).click()
    expect(page.get_by_text(SAY("provenance.choose"))).to_be_visible()
    tick_first_row(page.get_by_test_id("stDataFrame").first)
    button = page.get_by_role("button", name=SAY("provenance.download"))
    expect(button).to_be_visible()
    with page.expect_download() as download:
        button.click()
    return urlsplit(download.value.url).path


def cookies(context: BrowserContext) -> str:
    return "; ".join(f"{item['name']}={item['value']}" for item in context.cookies())


def known(store: Path) -> set[str]:
    with duckdb.connect(str(store), read_only=True) as connection:
        return {digest for (digest,) in connection.execute("select sha256 from raw.file").fetchall()}


def test_an_originals_address_opens_for_the_officer_it_was_fetched_for(
    visitor: Page, browser: Browser, one_quarter_store_path: Path, tmp_path: Path
) -> None:
    path = tmp_path / "office.duckdb"
    shutil.copy(one_quarter_store_path, path)
    with_people(path)
    with serving(path) as office:
        sign_in(visitor, office, "officer")
        address, own = original(visitor, office), cookies(visitor.context)
        status, headers, body = office.ask(address, headers={"Cookie": own})
        assert status == 200 and hashlib.sha256(body).hexdigest() in known(one_quarter_store_path)
        assert "no-store" in headers["cache-control"]
        session = next(item for item in own.split("; ") if item.startswith("dxmetrics_session="))
        for cookie in ("", "dxmetrics_session=forged", session[:-1]):
            assert office.ask(address, headers={"Cookie": cookie})[0] == 401
        for role in ("viewer", "unit", "administrator"):
            assert office.ask(address, headers={"Cookie": office.sign_in(role)})[0] == 403, role
        page = new_page(browser)
        sign_in(page, office, "viewer")  # the link an officer passed on, in a viewer's browser
        assert page.request.get(office.address + address).status == 403
        page.context.close()
        visitor.goto(office.address)
        visitor.get_by_role("button", name=SAY("signin.out")).click()
        expect(visitor.get_by_text(SAY("signin.needed"))).to_be_visible()
        assert office.ask(address, headers={"Cookie": own})[0] == 401


def sign_in(page: Page, served: Served, name: str) -> None:
    page.goto(served.address)
    page.get_by_label(SAY("signin.field.name")).fill(name)
    page.get_by_label(SAY("signin.field.password")).fill(PASSWORD)
    page.get_by_role("button", name=SAY("signin.do")).click()
    expect(page.get_by_role("heading", name=SAY("page.overview.title"), exact=True)).to_be_visible()


def test_with_a_provider_too(visitor: Page, browser: Browser, one_quarter_store_path: Path, tmp_path: Path) -> None:
    with by_provider(one_quarter_store_path, tmp_path) as office:
        nobody = office.ask("/", headers={"Accept": "text/html"})
        assert nobody[0] == 200, "the door itself is a page of Streamlit's"
        for path in ("/media/abc.xlsx", _UPLOAD, "/_stcore/metrics", "/_stcore/agent/mcp", "/component/x"):
            assert office.ask(path)[0] == 401, path
            assert office.ask(path, headers={"Cookie": "_streamlit_user=forged"})[0] == 401, path
        enter(visitor, office, "lan")
        address, own = original(visitor, office), cookies(visitor.context)
        status, _, body = office.ask(address, headers={"Cookie": own})
        assert status == 200 and hashlib.sha256(body).hexdigest() in known(one_quarter_store_path)
        assert office.ask(address)[0] == 401
        name, _, value = next(item for item in own.split("; ") if item.startswith("_streamlit_user=")).partition("=")
        changed = value[:5] + ("A" if value[5] != "A" else "B") + value[6:]
        assert office.ask(address, headers={"Cookie": f"{name}={changed}"})[0] == 401
        for who, status in (("viewer", 403), ("stranger", 401)):
            enter(page := new_page(browser), office, who, welcome=who == "viewer")
            assert page.request.get(office.address + address).status == status, who
            page.context.close()


@contextmanager
def by_provider(source: Path, folder: Path) -> Iterator[Served]:
    """An office whose people sign in with a provider: lan is an officer, viewer a viewer, stranger has no account."""
    path = folder / "office.duckdb"
    shutil.copy(source, path)
    store = open_store(path)
    accounts.add_account(store, "lan@example.vn", ["officer"], by="test")
    accounts.add_account(store, "viewer@example.vn", ["viewer"], by="test")
    accounts.add_account(store, "unit@example.vn", ["unit"], by="test", unit=OWN)
    store.close()
    names = ("lan", "viewer", "stranger")
    people = [User(sub=name, claims={"email": f"{name}@example.vn", "email_verified": True}) for name in names]
    with run_server_in_thread(user_claims=people) as provider:
        settings = {
            "DXMETRICS_AUTH": "oidc",
            "DXMETRICS_OIDC_CLIENT_ID": "dxmetrics",
            "DXMETRICS_OIDC_CLIENT_SECRET": "secret",
            "DXMETRICS_COOKIE_SECRET": "a long secret made for this test alone",
            "DXMETRICS_OIDC_METADATA_URL": f"http://localhost:{provider.server_port}/.well-known/openid-configuration",
        }
        with serving(path, **settings) as office:
            yield office


def enter(page: Page, served: Served, name: str, *, welcome: bool = True) -> None:
    page.goto(served.address)
    page.get_by_role("button", name=SAY("signin.do")).click()
    page.get_by_role("button", name=name, exact=True).first.click()
    if welcome:
        expect(page.get_by_role("heading", name=SAY("page.overview.title"), exact=True)).to_be_visible()
    else:
        expect(page.get_by_text(SAY("signin.no_account", name=f"{name}@example.vn"))).to_be_visible()
