"""A click on a map or a heat map opens the unit, in a browser that can't leave the machine."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from dxmetrics.text import words
from tests.e2e.steps import resting, settled

pytestmark = pytest.mark.browser
SAY = words("vi")


@pytest.fixture(scope="module")
def full(serve: Callable[[Path], str], sample_store_path: Path) -> str:
    return serve(sample_store_path)


def squares(page: Page) -> Locator:
    drawn = page.get_by_test_id("stPlotlyChart").first.locator('.bars .point path:not([style*="fill-opacity: 0;"])')
    expect(drawn.first).to_be_visible()
    return drawn


def click_low(page: Page, square: Locator) -> None:
    """Below the symbol, where the square itself is hit."""
    box = resting(square)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 8)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] - 8)


def framed(page: Page) -> Locator:
    return page.get_by_test_id("stPlotlyChart").first.locator(".shapelayer path")


def test_a_tile_opens_its_unit_and_the_unit_its_rows(page: Page, full: str) -> None:
    page.goto(f"{full}/?period=2025Q2&target=MT2")
    tiles = squares(page)
    expect(tiles).to_have_count(10)
    click_low(page, tiles.nth(4))
    expect(framed(page)).to_have_count(1)
    link = page.get_by_test_id("stMain").get_by_role("link").filter(has_text="Xem chi tiết")
    expect(link).to_be_visible()
    name = link.inner_text().split(": ", 1)[1]
    expect(page.get_by_test_id("stMain").get_by_text(name, exact=True).first).to_be_visible()
    click_low(page, squares(page).nth(7))
    expect(link).not_to_contain_text(name)
    settled(page)
    link.click()
    page.wait_for_url(lambda address: "period=2025Q2" in address and "target=MT2" in address and "/?" not in address)
    expect(page.get_by_role("heading", level=1)).not_to_have_text(SAY("page.overview.title"))


def test_a_square_of_the_heat_map_opens_the_unit_at_that_target(page: Page, full: str) -> None:
    page.goto(f"{full}/lagging?period=2025Q4")
    cells = squares(page)
    click_low(page, cells.nth(6))
    expect(framed(page)).to_have_count(1)
    link = page.get_by_test_id("stMain").get_by_role("link").filter(has_text="Xem chi tiết")
    expect(link).to_be_visible()
    assert "target=MT" in link.get_attribute("href")


def test_the_map_is_whole_on_a_phone_and_its_symbols_are_seen(page: Page, full: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{full}/?period=2025Q4&target=MT3")
    tiles = squares(page)
    expect(tiles).to_have_count(104)
    chart = page.get_by_test_id("stPlotlyChart").first
    resting(chart)
    edges = [box["x"] + box["width"] for box in (tiles.nth(at).bounding_box() for at in range(0, 104, 7))]
    assert max(edges) <= chart.bounding_box()["x"] + chart.bounding_box()["width"] <= 390
    expect(chart.locator(".scatterlayer text")).to_have_count(104)
    assert SAY("status.achieved") in chart.get_attribute("aria-label")


def test_the_picture_button_speaks_the_reader_s_language(page: Page, full: str) -> None:
    page.goto(f"{full}/?period=2025Q2&target=MT2")
    squares(page)
    button = page.get_by_test_id("stPlotlyChart").first.locator(f"[data-title='{SAY('plotly.download')}']")
    expect(button).to_have_count(1)
    with page.expect_download() as saved:
        button.dispatch_event("click")
    assert saved.value.suggested_filename == "dxmetrics_map.png"
