"""Signing in and out in a browser, by password and by an identity provider; what each role is let do; sessions that end."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Browser, Page, expect

from dxmetrics.text import words
from tests.e2e.steps import new_page, open_part, pick, settled
from tests.helpers.serving import PASSWORD, Served, serving, with_people

SAY = words("vi")
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def office(one_quarter_store_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path = tmp_path_factory.mktemp("office") / "office.duckdb"
    shutil.copy(one_quarter_store_path, path)
    with_people(path)
    with serving(path) as found:
        yield found


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Page]:
    """A browser of one's own that fails the test on what our own policy had to forbid."""
    page = new_page(browser, viewport={"width": 1280, "height": 900})
    forbidden: list[str] = []
    page.on("console", lambda message: forbidden.append(message.text) if "Content Security" in message.text else None)
    yield page
    page.context.close()
    assert forbidden == []


def sign_in(page: Page, served: Served, name: str, path: str = "/") -> None:
    page.goto(served.address + path)
    page.get_by_label(SAY("signin.field.name")).fill(name)
    page.get_by_label(SAY("signin.field.password")).fill(PASSWORD)
    page.get_by_role("button", name=SAY("signin.do")).click()


def title(page: Page, key: str) -> None:
    expect(page.get_by_role("heading", name=SAY(f"page.{key}.title"), exact=True)).to_be_visible()


def test_a_viewer_reads_is_refused_the_intake_and_signs_out(visitor: Page, office: Served) -> None:
    sign_in(visitor, office, "viewer", "/targets?period=2024Q2")
    title(visitor, "targets")
    expect(visitor.get_by_test_id("stPlotlyChart").first).to_be_visible()  # under the policy charts work
    expect(visitor.get_by_test_id("stSidebarNav").get_by_text(SAY("page.intake.title"))).to_have_count(0)
    visitor.goto(f"{office.address}/intake")
    expect(
        visitor.get_by_text(SAY("error.forbidden_page", page=SAY("page.intake.title")).replace("*", ""))
    ).to_be_visible()
    expect(visitor.locator("input[type=file]")).to_have_count(0)
    cookie = next(item for item in visitor.context.cookies() if item["name"] == "dxmetrics_session")
    assert cookie["httpOnly"] and "dxmetrics_session" not in visitor.evaluate("document.cookie")
    visitor.get_by_role("button", name=SAY("signin.out")).click()
    expect(visitor.get_by_text(SAY("signin.needed"))).to_be_visible()
    visitor.goto(office.address)  # the same cookie, worth nothing now
    assert visitor.url.startswith(f"{office.address}/account/signin")
    assert office.ask("/", headers={"Cookie": f"dxmetrics_session={cookie['value']}"})[0] == 401


def test_a_wrong_password_a_forged_and_an_ended_session_lead_to_the_door(visitor: Page, office: Served) -> None:
    visitor.goto(office.address)
    visitor.get_by_label(SAY("signin.field.name")).fill("officer")
    visitor.get_by_label(SAY("signin.field.password")).fill("không phải")
    visitor.get_by_role("button", name=SAY("signin.do")).click()
    expect(visitor.get_by_role("alert")).to_have_text(SAY("signin.wrong"))
    forged = {"name": "dxmetrics_session", "value": "forged", "url": office.address}
    visitor.context.add_cookies([forged])
    visitor.goto(f"{office.address}/admin")
    assert "/account/signin" in visitor.url


def test_an_administrator_makes_an_account_and_shuts_another_out_at_once(
    visitor: Page, browser: Browser, office: Served
) -> None:
    other = new_page(browser)
    sign_in(other, office, "unit", "/data")
    title(other, "data")
    sign_in(visitor, office, "administrator", "/admin")
    title(visitor, "admin")
    panel = open_part(visitor, SAY("admin.part.accounts"))
    pick(panel.get_by_role("combobox", name=SAY("accounts.choose"), exact=True), "unit", exact=True)
    visitor.get_by_label(SAY("accounts.reason")).fill("nghỉ việc")
    visitor.get_by_role("button", name=SAY("accounts.disable"), exact=True).click()
    expect(visitor.get_by_text(SAY("accounts.done", name="unit"))).to_be_visible()
    other.get_by_role("link", name=SAY("page.method.title"), exact=True).click()
    expect(other.get_by_text(SAY("signin.needed"))).to_be_visible()
    other.context.close()
    open_part(visitor, SAY("admin.part.trail"))
    trail = visitor.get_by_test_id("stDataFrame").first
    expect(trail).to_be_visible()


def test_one_button_backs_up(visitor: Page, office: Served) -> None:
    sign_in(visitor, office, "officer", "/admin")
    title(visitor, "admin")
    expect(visitor.get_by_role("tab", name=SAY("admin.part.accounts"))).to_have_count(0)
    open_part(visitor, SAY("admin.part.backup"))
    visitor.get_by_role("button", name=SAY("backup.do")).click()
    expect(visitor.get_by_text(re.compile("backups/office-"))).not_to_have_count(0)
    assert list((office.store.parent / "backups").glob("office-*.duckdb"))


def test_an_identity_provider_signs_in_who_has_an_account(
    visitor: Page, one_quarter_store_path: Path, tmp_path: Path
) -> None:
    from dxmetrics.store import accounts, open_store

    path = tmp_path / "office.duckdb"
    shutil.copy(one_quarter_store_path, path)
    store = open_store(path)
    accounts.add_account(store, "lan@example.vn", ["officer"], by="test", full_name="Nguyễn Thị Lan")
    store.close()
    people = [
        User(sub=name, claims={"email": f"{name}@example.vn", "email_verified": True}) for name in ("lan", "stranger")
    ]
    with run_server_in_thread(user_claims=people) as provider:
        settings = {
            "DXMETRICS_AUTH": "oidc",
            "DXMETRICS_OIDC_CLIENT_ID": "dxmetrics",
            "DXMETRICS_OIDC_CLIENT_SECRET": "secret",
            "DXMETRICS_COOKIE_SECRET": "a long secret made for this test alone",
            "DXMETRICS_OIDC_METADATA_URL": f"http://localhost:{provider.server_port}/.well-known/openid-configuration",
        }
        with serving(path, **settings) as served:
            _by_provider(visitor, served)


def _by_provider(page: Page, served: Served) -> None:
    page.goto(served.address)
    page.get_by_role("button", name=SAY("signin.do")).click()
    page.get_by_role("button", name="stranger").click()
    expect(page.get_by_text(SAY("signin.no_account", name="stranger@example.vn"))).to_be_visible()
    page.get_by_role("button", name=SAY("signin.out")).click()
    page.wait_for_url("**/end_session**")  # the provider's own page of farewell
    page.goto(served.address)
    page.get_by_role("button", name=SAY("signin.do")).click()
    page.get_by_role("button", name="lan", exact=True).first.click()
    title(page, "overview")
    expect(page.get_by_text("Nguyễn Thị Lan")).to_be_visible()
    settled(page)
    page.get_by_role("button", name=SAY("signin.out")).click()
    page.wait_for_url("**/end_session**")
    page.goto(served.address)
    expect(page.get_by_text(SAY("signin.needed_provider"))).to_be_visible()
