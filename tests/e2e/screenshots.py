"""Pictures of every page, 1440 and 390 px wide, light and dark, in both languages, into ``screenshots/`` (ignored).

python tests/e2e/screenshots.py http://localhost:8501 [page …]
python tests/e2e/screenshots.py --guide http://localhost:8501 http://localhost:8502   (the guide's own, small,
committed: the app on the sample store, and on an empty one)
"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from dxmetrics.ui.navigation import ENTRIES
from tests.e2e import guide_pictures

CHROMIUM, OUT = "/usr/bin/chromium", Path("screenshots")
WIDTHS, SCHEMES, LANGUAGES = (1440, 390), ("light", "dark"), ("vi", "en")


def main(address: str, wanted: list[str]) -> None:
    """One picture a page, width, colour scheme and language."""
    OUT.mkdir(exist_ok=True)
    entries = [entry for entry in ENTRIES if not wanted or entry.key in wanted]
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for width, scheme, language in itertools.product(WIDTHS, SCHEMES, LANGUAGES):
            context = browser.new_context(
                viewport={"width": width, "height": 1000}, color_scheme=scheme, locale="vi-VN"
            )
            page = context.new_page()
            for entry in entries:
                name = OUT / f"{entry.key}-{width}-{scheme}-{language}.png"
                shoot(page, f"{address}/{'' if entry is ENTRIES[0] else entry.key}?lang={language}", name)
            context.close()
        browser.close()


def shoot(page: Page, address: str, name: Path) -> None:
    """Open a page, let it settle, stretch the window to all of it, and take it whole."""
    page.goto(address)
    page.wait_for_selector('[data-testid="stAppViewContainer"] h1')
    page.wait_for_selector('[data-test-script-state="notRunning"]', state="attached")
    page.wait_for_timeout(1500)
    height = page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollHeight")
    size = page.viewport_size or {"width": 1440, "height": 1000}
    page.set_viewport_size({"width": size["width"], "height": min(max(height, 800), 6000)})
    page.wait_for_timeout(1200)
    page.screenshot(path=str(name))
    page.set_viewport_size({"width": size["width"], "height": 1000})


def guide(full: str, empty: str) -> None:
    """The pictures of the guide, into the package."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        guide_pictures.make(browser, full, empty)
        browser.close()


if __name__ == "__main__":
    if sys.argv[1] == "--guide":
        guide(sys.argv[2].rstrip("/"), sys.argv[3].rstrip("/"))
    else:
        main(sys.argv[1].rstrip("/"), sys.argv[2:])
