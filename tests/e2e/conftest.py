"""A real server and a real browser; skipped with a message where there is no chromium."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, expect, sync_playwright

from tests.e2e.steps import LONG, new_page
from tests.helpers.ports import reserved_port
from tests.helpers.serving import Served, started

CHROMIUM = "/usr/bin/chromium"
LOCAL = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")


@pytest.fixture(scope="session")
def player() -> Iterator[Playwright]:
    """The one that starts browsers: a process may have one only."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no browser at {CHROMIUM}: the browser tests don't run here")
    with sync_playwright() as found:
        expect.set_options(timeout=LONG)
        yield found


@pytest.fixture(scope="session")
def browser(player: Playwright) -> Iterator[Browser]:
    launched = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], timeout=LONG)
    yield launched
    launched.close()


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], str]]:
    """Start the app on a copy of a store and give its address; every server is stopped at the end."""
    with ExitStack() as servers:

        def start(store: Path) -> str:
            copy = tmp_path_factory.mktemp("served") / store.name
            shutil.copy(store, copy)
            port = servers.enter_context(reserved_port())
            command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
            served = Served(port, copy, copy.with_suffix(".log"))
            environment = {**os.environ, "DXMETRICS_DB": str(copy)}
            servers.enter_context(started([*command, "--server.address", "127.0.0.1"], served, environment))
            return served.address

        yield start


def is_error(message: ConsoleMessage) -> bool:
    """An error of ours: Streamlit itself first looks for its server below a page's address and is told 404."""
    return message.type == "error" and "/_stcore/" not in message.location["url"]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test on any request that leaves the machine, and on any error in its console."""
    opened = new_page(browser, viewport={"width": 1280, "height": 900})
    outside, errors = [], []
    opened.on("request", lambda request: None if request.url.startswith(LOCAL) else outside.append(request.url))
    opened.on("console", lambda message: errors.append(message.text) if is_error(message) else None)
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    opened.context.close()
    assert outside == []
    assert errors == []
