"""What a person does at a browser, each step waiting for the very thing it brings about, however slow the machine.

The browser's talk with the server is listened to: a click's effect is there when the run it asked for has ended, and the
page's own mark of a run says nothing until that run has begun.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, FloatRect, Locator, Page, WebSocket, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

LONG = 120_000
"""Milliseconds anything may take on a machine that is busy with something else; nothing waits this long in vain."""
_STILL, _LOOK = 0.4, 50
"""Seconds without a word between browser and server until a page is at rest; how often is looked, in ms."""
_HISTORY = 10.0
"""Seconds in which a step back, if it leads to another address, is asked of the server: some steps lead to the same one."""
_NO_SAVE_DIALOG = "delete window.showSaveFilePicker"
"""Chromium's save dialog can't be driven; without it a download is a plain download."""
_AT_REST = '[data-test-script-state="notRunning"]'
_FIRST_ROW = 50
"""Pixels from a table's upper edge to the middle of its first row."""


class Talk:
    """What a page has asked its server for, and whether that has been answered to the end."""

    def __init__(self, page: Page) -> None:
        self.asked = 0
        self.waits = self._is_begun = False
        self.last_word = time.monotonic()
        page.on("websocket", self._listen)

    def _listen(self, line: WebSocket) -> None:
        self.waits = False  # whatever an earlier line still owed, it will never say
        line.on("framesent", self._sent)
        line.on("framereceived", self._received)

    def _sent(self, data: bytes | str) -> None:
        self.last_word = time.monotonic()
        if isinstance(data, bytes) and BackMsg.FromString(data).WhichOneof("type") == "rerun_script":
            self.asked += 1
            if not self.waits:
                self.waits, self._is_begun = True, False

    def _received(self, data: bytes | str) -> None:
        self.last_word = time.monotonic()
        if not isinstance(data, bytes):
            return
        told = ForwardMsg.FromString(data)
        kind = told.WhichOneof("type")
        if kind == "new_session":
            self._is_begun = True
        elif kind == "script_finished" and self._is_begun:
            self.waits = told.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN


_TALKS: WeakKeyDictionary[Page, Talk] = WeakKeyDictionary()


def new_page(browser: Browser, **options: object) -> Page:
    """A page in a browser context of its own, patient, whose talk is listened to."""
    context = browser.new_context(accept_downloads=True, **options)
    context.set_default_timeout(LONG)
    page = context.new_page()
    page.add_init_script(_NO_SAVE_DIALOG)
    _TALKS[page] = Talk(page)
    return page


def until(page: Page, is_so: Callable[[], bool], longest: float = LONG / 1000) -> bool:
    """Wait until it is so; false when that never came in these seconds."""
    end = time.monotonic() + longest
    while not (so := is_so()) and time.monotonic() < end:
        page.wait_for_timeout(_LOOK)
    return so


def settled(page: Page) -> None:
    """All that was asked for is drawn, and neither side has said anything for a moment."""
    talk = _TALKS[page]

    def is_still() -> bool:
        return not talk.waits and time.monotonic() - talk.last_word > _STILL and page.locator(_AT_REST).count() > 0

    assert until(page, is_still), "the page never came to rest"


@contextmanager
def answered(page: Page) -> Iterator[None]:
    """What is done within changes something: the server is asked, and the page is drawn with it when this ends."""
    settled(page)
    talk = _TALKS[page]
    before = talk.asked
    yield
    assert until(page, lambda: talk.asked > before), "the server was never asked"
    settled(page)


def step_back(page: Page) -> None:
    """The browser's way back by one address; the page of another one is drawn when this ends."""
    settled(page)
    talk = _TALKS[page]
    before = talk.asked
    page.go_back()
    until(page, lambda: talk.asked > before, _HISTORY)
    settled(page)


def open_part(page: Page, label: str) -> Locator:
    """Open a part of a page and give its panel, drawn."""
    settled(page)
    tab = page.get_by_role("tab", name=label, exact=True)
    tab.click()
    expect(tab).to_have_attribute("aria-selected", "true")
    panel = page.get_by_role("tabpanel", name=label, exact=True)
    expect(panel.get_by_test_id("stElementContainer").first).to_be_visible()
    settled(page)
    return panel


def choose(box: Locator, text: str) -> None:
    """Choose in a box by typing, as with a keyboard; the page is drawn with it when this ends."""
    with answered(box.page):
        pick(box, text)


def pick(box: Locator, text: str, *, exact: bool = False) -> None:
    """The same in a form, of which the server hears when its button is pressed."""
    box.click()
    box.fill(text)
    box.page.get_by_role("option", name=text, exact=exact).first.click()
    expect(box).to_have_value(text if exact else re.compile(re.escape(text)))


def resting(what: Locator) -> FloatRect:
    """Where it stands once it has stopped moving: what is above it may still grow."""
    expect(what).to_be_visible()
    settled(what.page)
    what.scroll_into_view_if_needed()
    places: list[FloatRect | None] = [None]

    def stays() -> bool:
        places.append(what.bounding_box())  # none while it is drawn again
        return places[-1] is not None and places[-1] == places[-2] == places[-3 if len(places) > 2 else 0]

    assert until(what.page, stays), "it never stood still"
    return places[-1]


def tick_first_row(table: Locator, below: int = _FIRST_ROW) -> None:
    """The box at the start of the first row, where a click chooses it."""
    place = resting(table)
    with answered(table.page):
        table.page.mouse.click(place["x"] + 14, place["y"] + below)


def expect_rows(table: Locator, count: int) -> None:
    """The table has so many rows and its head."""
    expect(table.locator("[role=grid]")).to_have_attribute("aria-rowcount", str(count + 1))
