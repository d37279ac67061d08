"""A real server and a real browser; skipped with a message where there is no chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"
LOCAL = ("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")


@pytest.fixture(scope="session")
def player() -> Iterator[Playwright]:
    """The one that starts browsers: a process may have one only."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no browser at {CHROMIUM}: the browser tests don't run here")
    with sync_playwright() as found:
        expect.set_options(timeout=30_000)
        yield found


@pytest.fixture(scope="session")
def browser(player: Playwright) -> Iterator[Browser]:
    started = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    yield started
    started.close()


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], str]]:
    """Start the app on a copy of a store and give its address; every server is stopped at the end."""
    servers: list[subprocess.Popen] = []

    def start(store: Path) -> str:
        copy = tmp_path_factory.mktemp("served") / store.name
        shutil.copy(store, copy)
        with socket.socket() as door:
            door.bind(("127.0.0.1", 0))
            port = door.getsockname()[1]
        command = [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            "app.py",
            "--server.port",
            str(port),
            "--server.address",
            "127.0.0.1",
        ]
        servers.append(
            subprocess.Popen(
                command,
                cwd=ROOT,
                env={**os.environ, "DXMETRICS_DB": str(copy)},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )
        wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        return f"http://127.0.0.1:{port}"

    yield start
    for server in servers:
        server.terminate()
        server.wait(10)


def wait_for(address: str) -> None:
    """Wait until the server answers, half a minute at most."""
    for _ in range(150):
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"no answer at {address}")


def is_error(message: ConsoleMessage) -> bool:
    """An error of ours: Streamlit itself first looks for its server below a page's address and is told 404."""
    return message.type == "error" and "/_stcore/" not in message.location["url"]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test on any request that leaves the machine, and on any error in its console."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    opened = context.new_page()
    outside, errors = [], []
    opened.on("request", lambda request: None if request.url.startswith(LOCAL) else outside.append(request.url))
    opened.on("console", lambda message: errors.append(message.text) if is_error(message) else None)
    opened.on("pageerror", lambda error: errors.append(str(error)))
    # Chromium's save dialog can't be driven; without it a download is a plain download.
    opened.add_init_script("delete window.showSaveFilePicker")
    yield opened
    context.close()
    assert outside == []
    assert errors == []
