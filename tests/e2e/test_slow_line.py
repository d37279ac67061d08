"""On a line that takes its time: clicks made before the page's last answer has come."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dxmetrics.text import words
from tests.e2e.steps import until

pytestmark = pytest.mark.browser
SAY = words("vi")


class Line:
    """The way from the server to the browser, which can be held up."""

    def __init__(self, page: Page) -> None:
        self.page, self._held, self._is_held = page, [], False
        self._last_word = time.monotonic()
        page.route_web_socket("**/_stcore/stream", self._lay)

    def _lay(self, browser: WebSocketRoute) -> None:
        self._browser = browser
        server = browser.connect_to_server()
        browser.on_message(server.send)
        server.on_message(self._pass)

    def _pass(self, message: bytes) -> None:
        self._last_word = time.monotonic()
        (self._held.append if self._is_held else self._browser.send)(message)

    def hold(self) -> None:
        self._is_held = True

    def wait_for_answers(self, count: int) -> None:
        """Wait until the server has ended so many runs since the line was held."""

        def ended() -> bool:
            kinds = [ForwardMsg.FromString(one).WhichOneof("type") for one in self._held]
            return kinds.count("script_finished") >= count

        assert until(self.page, ended), f"the server has not ended {count} runs"

    def wait_until_still(self) -> None:
        """Wait until nothing has come for a moment: a page's figures come in a run of their own."""
        assert until(self.page, lambda: time.monotonic() - self._last_word > 1)

    def free(self) -> None:
        self._is_held = False
        for message in self._held:
            self._browser.send(message)
        self._held.clear()


@pytest.fixture
def line(page: Page) -> Line:
    return Line(page)


@pytest.fixture(scope="module")
def full(serve: Callable[[Path], str], sample_store_path: Path) -> str:
    return serve(sample_store_path)


def drawn(page: Page, line: Line, key: str) -> None:
    expect(page.get_by_role("heading", level=1, name=SAY(f"page.{key}.title"))).to_be_visible()
    line.wait_until_still()
    page.wait_for_selector('[data-test-script-state="notRunning"]', state="attached")


def test_the_last_of_two_tabs_is_open_and_in_the_address_and_the_way_back_leads_to_the_first(
    page: Page, line: Line, full: str
) -> None:
    def tab(name: str):
        return page.get_by_role("tab", name=SAY(f"intake.part.{name}"))

    page.goto(f"{full}/intake?part=freezes")
    expect(tab("freezes")).to_have_attribute("aria-selected", "true")
    drawn(page, line, "intake")
    line.hold()
    tab("returns").click()
    line.wait_for_answers(1)
    tab("batches").click()
    line.wait_for_answers(2)
    line.free()
    page.wait_for_url(lambda address: "part=batches" in address)
    drawn(page, line, "intake")
    expect(tab("batches")).to_have_attribute("aria-selected", "true")
    page.go_back()
    expect(tab("returns")).to_have_attribute("aria-selected", "true")
    page.wait_for_url(lambda address: "part=returns" in address)


def test_two_filters_chosen_one_after_the_other_are_both_kept(page: Page, line: Line, full: str) -> None:
    def choose(name: str, option: str) -> None:
        page.locator(f".st-key-filter_{name}").get_by_test_id("stSelectbox").click()
        page.get_by_role("option", name=option, exact=True).click()

    page.goto(f"{full}/lagging")
    drawn(page, line, "lagging")
    line.hold()
    choose("level", SAY("level.commune"))
    line.wait_for_answers(1)
    choose("period", "Quý I/2025")
    line.wait_for_answers(2)
    line.free()
    page.wait_for_url(lambda address: "level=commune" in address and "period=2025Q1" in address)


def test_a_table_is_given_though_a_newer_page_is_on_its_way(page: Page, line: Line, full: str) -> None:
    """The button is still the old page's, of which the server has already drawn the next."""
    page.goto(f"{full}/reporting?period=2025Q2")
    drawn(page, line, "reporting")
    take = page.get_by_role("button", name=SAY("export.csv")).last
    expect(take).to_be_visible()
    line.hold()
    page.locator(".st-key-filter_period").get_by_test_id("stSelectbox").click()
    page.get_by_role("option", name="Quý I/2025", exact=True).click()
    line.wait_for_answers(1)
    with page.expect_download() as download:
        take.click()
        line.free()
    assert download.value.suggested_filename == "dxmetrics_reporting_2025Q2.csv"
