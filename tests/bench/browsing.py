"""Tổng quan in a real browser beside a blank Streamlit page and one with a single plotly chart, in turn; and what the
server spends: time a run, memory a session, twenty sessions at once.

The browser's tables are read off a clock inside the page (clock.js), the same for all rows: from the click, in a session
that has been on both pages before, to the end of the frame in which what is awaited is painted.
  chart    from a page's name in the sidebar to the svg of the one chart
  read     … to Tổng quan's title, sentence, all cards with their sparklines, the ten units to call, the five kinds of
           change: the page but for the buttons to take the list away, the line that opens all changes and its figures,
           which are sent once the browser has painted this
  whole    … its two figures too
  again    from a button to another chart in the place of the one, the run over
  changed  from the choice of another quarter to all of "read" with the new quarter's sentence
  over     … its two figures too

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

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.bench.sessions import browse, server_time
from tests.bench.timing import show

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"
TIMES, SESSIONS = 10, 20
_PATIENCE = 180_000  # a busy machine
PERIODS = ("Quý III/2025", "Quý IV/2025")
PLAIN, CLOCK = ROOT / "tests/bench/plain_pages.py", ROOT / "tests/bench/clock.js"
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
    """From the click on a page's name to its last element, by the page's own clock; from a filter's click likewise."""
    ours, theirs = opened(browser, app), opened(browser, plain)
    found: dict[str, list[float]] = {name: [] for name in ("chart", "read", "whole", "blank")}
    changes: dict[str, list[float]] = {name: [] for name in ("again", "changed", "over")}
    for turn in range(times + 1):
        timed = visits(ours, theirs) | rerun_chart(theirs) | change_quarter(ours)
        go(theirs, "Other", "other")
        if turn:  # the first warms the caches and the browser
            for name, kept in (found | changes).items():
                kept.append(timed[name])
    show("From the click to the painted page (bar: read at most 1.5 times one chart)", list(found.items()))
    show("A filter's change (bar: at most 1.5 times the rerun of one chart)", list(changes.items()))
    ours.close()
    theirs.close()


def visits(ours: Page, theirs: Page) -> dict[str, float]:
    """One chart, Tổng quan read and whole, a blank page: each come to from a page of its own app."""
    blank = go(theirs, "Blank", "blank")
    go(theirs, "Other", "other")
    chart = go(theirs, "Chart", "chart")
    go(ours, "Hướng dẫn", "guide")
    return blank | chart | go(ours, "Tổng quan", "read", "whole")


def opened(browser: Browser, address: str) -> Page:
    """A page on the app, its first run over."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(_PATIENCE)
    page.add_init_script(path=CLOCK)
    page.goto(address)
    page.get_by_test_id("stSidebarNav").wait_for(timeout=_PATIENCE)
    page.wait_for_timeout(3000)
    return page


def settle(page: Page) -> None:
    page.wait_for_selector('[data-test-script-state="notRunning"]', state="attached", timeout=_PATIENCE)


def go(page: Page, name: str, *awaited: str) -> dict[str, float]:
    """The clock's seconds from the click on a page's name in the sidebar."""
    return clocked(page, page.get_by_test_id("stSidebarNav").get_by_role("link", name=name, exact=True), *awaited)


def rerun_chart(page: Page) -> dict[str, float]:
    """A bare rerun of one chart: a button that changes it."""
    return clocked(page, page.get_by_role("button", name="Again"), "again")


def change_quarter(page: Page) -> dict[str, float]:
    """The other quarter."""
    page.bring_to_front()
    box = page.get_by_test_id("stMain").get_by_role("combobox").first
    wanted = next(name for name in PERIODS if name != box.input_value())
    box.click()
    return clocked(page, page.get_by_role("option", name=wanted, exact=True), "changed", "over")


def clocked(page: Page, what: Locator, *awaited: str) -> dict[str, float]:
    """Seconds from a click until each of what is awaited (clock.js) is painted; then all runs are over."""
    page.bring_to_front()  # the browser draws only the page in front at full speed
    what.hover()
    page.evaluate("names => void (window.told = window.benchClock(names))", list(awaited))
    what.click()
    told = page.evaluate("window.told")
    settle(page)
    return {name: milliseconds / 1000 for name, milliseconds in told.items()}


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
