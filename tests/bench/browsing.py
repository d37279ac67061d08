"""Tổng quan in a real browser beside a blank Streamlit page and one with a single plotly chart, in turn; and what the
server spends: time a run, memory a session, twenty sessions at once.

python -m tests.bench.browsing STORE [TIMES]   (a sample store; it is copied)
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.sessions import browse, server_time
from tests.bench.timing import show

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"
TIMES, SESSIONS = 10, 20
_PATIENCE = 180_000  # a busy machine
PERIODS = ("Quý III/2025", "Quý IV/2025")
PLAIN = ROOT / "tests/bench/plain_pages.py"
LISTED = ("--client.showSidebarNavigation", "true")  # which our own pages turn on themselves


def main(store: str, times: int = TIMES) -> None:
    """Print the tables, each beside its bar."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "bench.duckdb"
        shutil.copy(store, copy)
        with serving("app.py", copy) as app, serving(str(PLAIN), copy, *LISTED) as plain, sync_playwright() as player:
            browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            clicks(browser, app.address, plain.address, times)
            memory(browser, app)
            browser.close()
            show("A warm run on the server (bar 100 ms)", server_time(app.address, times))
            crowd(app.address)


class Server:
    """A running Streamlit server."""

    def __init__(self, script: str, store: Path, *options: str) -> None:
        with socket.socket() as door:
            door.bind(("127.0.0.1", 0))
            port = door.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "streamlit", "run", script]
        self.process = subprocess.Popen(
            [
                *command,
                "--server.port",
                str(port),
                "--server.address",
                "127.0.0.1",
                "--server.headless",
                "true",
                *options,
            ],
            cwd=ROOT,
            env={**os.environ, "DXMETRICS_DB": str(store)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def megabytes(self) -> float:
        """Resident memory now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


@contextmanager
def serving(script: str, store: Path, *options: str) -> Iterator[Server]:
    """The server until it is no longer wanted."""
    server = Server(script, store, *options)
    try:
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"{server.address}/_stcore/health", timeout=1):
                    break
            except OSError:
                time.sleep(0.2)
        yield server
    finally:
        server.process.terminate()
        server.process.wait(10)


def clicks(browser: Browser, app: str, plain: str, times: int) -> None:
    """From the click on a page's name to its last element, charts and all; from a filter's click likewise."""
    ours, theirs = opened(browser, app), opened(browser, plain)
    steps = {
        "blank page": lambda: go(theirs, "Blank", "#blank-done"),
        "one chart": lambda: go(theirs, "Chart", ".main-svg >> nth=0"),
        "Tổng quan, read": lambda: go(ours, "Tổng quan", "#sheet .card >> nth=6"),
        "Tổng quan, whole": lambda: go(ours, "Tổng quan", ".main-svg >> nth=0", quiet=True),
        "one chart again": lambda: rerun_chart(theirs),
        "a filter's change, read": lambda: change_quarter(ours, whole=False),
        "a filter's change, whole": lambda: change_quarter(ours, whole=True),
    }
    away = {
        "blank page": lambda: go(theirs, "Other", "#other-done", quiet=True),
        "one chart": lambda: go(theirs, "Other", "#other-done", quiet=True),
        "Tổng quan, read": lambda: go(ours, "Hướng dẫn", "h1:has-text('Hướng dẫn')", quiet=True),
        "Tổng quan, whole": lambda: go(ours, "Hướng dẫn", "h1:has-text('Hướng dẫn')", quiet=True),
        "one chart again": lambda: go(theirs, "Chart", ".main-svg >> nth=0", quiet=True),
        "a filter's change, read": lambda: go(ours, "Tổng quan", ".main-svg >> nth=0", quiet=True),
        "a filter's change, whole": lambda: go(ours, "Tổng quan", ".main-svg >> nth=0", quiet=True),
    }
    found: dict[str, list[float]] = {name: [] for name in steps}
    for turn in range(times + 1):
        for name, step in steps.items():
            away[name]()
            seconds = step()
            if turn:  # the first warms the caches and the browser
                found[name].append(seconds)
    show("From the click to the page (bar: Tổng quan at most 1.5 times one chart)", list(found.items())[1:4])
    print(f"blank page: {1000 * statistics.median(found['blank page']):.0f} ms")
    show("A filter's change (bar: at most 1.5 times one chart again)", list(found.items())[4:])
    ours.close()
    theirs.close()


def opened(browser: Browser, address: str) -> Page:
    """A page on the app, its first run over."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(_PATIENCE)
    page.goto(address)
    page.get_by_test_id("stSidebarNav").wait_for(timeout=_PATIENCE)
    page.wait_for_timeout(3000)
    return page


def settle(page: Page) -> None:
    page.wait_for_selector('[data-test-script-state="notRunning"]', state="attached", timeout=_PATIENCE)


def go(page: Page, name: str, until: str, *, quiet: bool = False) -> float:
    """Seconds from the click on a page's name until an element of it is seen; ``quiet`` until all runs are over."""
    page.bring_to_front()  # the browser draws only the page in front at full speed
    link = page.get_by_test_id("stSidebarNav").get_by_role("link", name=name, exact=True)
    start = time.perf_counter()
    link.click()
    if name == "Tổng quan":  # what stood there before goes only when the new page has begun
        page.wait_for_selector(f"h1:has-text('{name}')", timeout=_PATIENCE)
    page.wait_for_selector(until, timeout=_PATIENCE)
    if quiet:
        settle(page)
    return time.perf_counter() - start


def rerun_chart(page: Page) -> float:
    """A bare rerun of one chart: a button that changes it."""
    page.bring_to_front()
    before = page.locator("#round").inner_text()
    start = time.perf_counter()
    page.get_by_role("button", name="Again").click()
    page.wait_for_function("before => document.querySelector('#round').innerText !== before", arg=before)
    page.wait_for_selector(".main-svg >> nth=0")
    settle(page)
    return time.perf_counter() - start


def change_quarter(page: Page, *, whole: bool) -> float:
    """The other quarter: until the sentence of the quarter has changed, or until all runs are over."""
    box = page.get_by_test_id("stMain").get_by_test_id("stSelectbox").first
    wanted = next(name for name in PERIODS if name not in box.inner_text())
    box.click()
    option = page.get_by_role("option", name=wanted, exact=True)
    option.wait_for()
    start = time.perf_counter()
    option.click()
    page.get_by_role("heading", level=4).filter(has_text=wanted).wait_for(timeout=_PATIENCE)
    if whole:
        settle(page)
    seconds = time.perf_counter() - start
    settle(page)
    return seconds


def memory(browser: Browser, server: Server) -> None:
    """Resident memory before and after ten more sessions that stay open."""
    contexts, before = [], server.megabytes()
    for _ in range(TIMES):
        context = browser.new_context()
        contexts.append(context)
        page = context.new_page()
        page.goto(server.address)
        page.locator("#sheet .card").nth(7).wait_for(timeout=_PATIENCE)
        settle(page)
    print(f"\nmemory: {(server.megabytes() - before) / TIMES:.1f} MB an extra session (bar 5)")
    for context in contexts:
        context.close()


def crowd(address: str) -> None:
    """Twenty sessions at once, each over several pages; errors are counted."""
    told: list[tuple[list[float], list[str]]] = []
    door = threading.Lock()

    def one() -> None:
        found = browse(address)
        with door:
            told.append(found)

    threads = [threading.Thread(target=one) for _ in range(SESSIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = [item for times, _ in told for item in times]
    errors = [item for _, faults in told for item in faults]
    print(
        f"\n{SESSIONS} sessions at once: {len(seconds)} runs, median {1000 * statistics.median(seconds):.0f} ms, "
        f"errors: {len(errors)} {errors[:3]}"
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else TIMES)
