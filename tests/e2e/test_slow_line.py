"""On a line that takes its time: clicks made before the page's last answer has come."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dxmetrics.text import words

pytestmark = pytest.mark.browser
SAY = words("vi")
LONG = 120_000


class Line:
    """The way from the server to the browser, which can be held up."""

    def __init__(self, page: Page) -> None:
        self.page, self._held, self._is_held = page, [], False
        page.route_web_socket("**/_stcore/stream", self._lay)

    def _lay(self, browser: WebSocketRoute) -> None:
        self._browser = browser
        server = browser.connect_to_server()
        browser.on_message(server.send)
        server.on_message(self._pass)

    def _pass(self, message: bytes) -> None:
        (self._held.append if self._is_held else self._browser.send)(message)

    def hold(self) -> None:
        self._is_held = True

    def wait_for_answers(self, count: int) -> None:
        """Wait until the server has ended so many runs since the line was held."""
        for _ in range(LONG // 50):
            if [ForwardMsg.FromString(one).WhichOneof("type") for one in self._held].count("script_finished") >= count:
                return
            self.page.wait_for_timeout(50)
        raise TimeoutError(f"the server has not ended {count} runs")

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


def drawn(page: Page, key: str) -> None:
    expect(page.get_by_role("heading", level=1, name=SAY(f"page.{key}.title"))).to_be_visible(timeout=LONG)
    page.wait_for_selector('[data-test-script-state="notRunning"]', state="attached")


def test_the_last_of_two_tabs_is_open_and_in_the_address_and_the_way_back_leads_to_the_first(
    page: Page, line: Line, full: str
) -> None:
    def tab(name: str):
        return page.get_by_role("tab", name=SAY(f"intake.part.{name}"))

    page.goto(f"{full}/intake?part=freezes")
    expect(tab("freezes")).to_have_attribute("aria-selected", "true", timeout=LONG)
    drawn(page, "intake")
    line.hold()
    tab("returns").click()
    line.wait_for_answers(1)
    tab("batches").click()
    line.wait_for_answers(2)
    line.free()
    page.wait_for_url(lambda address: "part=batches" in address)
    drawn(page, "intake")
    expect(tab("batches")).to_have_attribute("aria-selected", "true")
    page.go_back()
    expect(tab("returns")).to_have_attribute("aria-selected", "true")
    page.wait_for_url(lambda address: "part=returns" in address)


def test_two_filters_chosen_one_after_the_other_are_both_kept(page: Page, line: Line, full: str) -> None:
    def choose(name: str, option: str) -> None:
        page.locator(f".st-key-filter_{name}").get_by_test_id("stSelectbox").click()
        page.get_by_role("option", name=option, exact=True).click()

    page.goto(f"{full}/lagging")
    drawn(page, "lagging")
    line.hold()
    choose("level", SAY("level.commune"))
    line.wait_for_answers(1)
    choose("period", "Quý I/2025")
    line.wait_for_answers(2)
    line.free()
    page.wait_for_url(lambda address: "level=commune" in address and "period=2025Q1" in address)
