"""From the overview to the cell behind one figure, by clicks; a copied link elsewhere; and back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from dxmetrics.text import words
from tests.e2e.steps import new_page, open_part, resting, settled, step_back, tick_first_row

pytestmark = pytest.mark.browser
SAY = words("vi")


@pytest.fixture(scope="module")
def full(serve: Callable[[Path], str], sample_store_path: Path) -> str:
    return serve(sample_store_path)


def after(page: Page, heading: str) -> Locator:
    """The first table below a heading."""
    return page.get_by_role("heading", name=heading).locator("xpath=following::*[@data-testid='stDataFrame'][1]")


def back_to(page: Page, title: str) -> None:
    """The browser's way back: Streamlit puts an address of its own between two pages, so up to three steps each."""
    heading = page.get_by_role("heading", level=1, name=title)
    for _ in range(3):
        step_back(page)
        if heading.count():
            break
    expect(heading).to_be_visible()


def test_a_leader_finds_the_worst_target_its_units_and_the_cell_behind_a_figure(
    page: Page, full: str, browser: Browser
) -> None:
    page.goto(f"{full}/?period=2025Q2")
    link = page.get_by_test_id("stMain").get_by_role("link", name=SAY("link.target", code="MT3"))
    expect(link).to_be_visible()
    settled(page)
    link.click()
    expect(page.get_by_role("heading", level=1, name=SAY("page.targets.title"))).to_be_visible()
    tick_first_row(after(page, "chưa tới chỉ tiêu"))
    expect(page.get_by_role("heading", level=1, name=SAY("page.unit.title"))).to_be_visible()
    settled(page)  # until then the heading of the page before may still stand
    unit = page.get_by_role("heading", level=2).first.inner_text()
    tick_first_row(after(page, "Ở mục tiêu MT3"))
    expect(page.get_by_role("heading", name=SAY("provenance.title"))).to_be_visible()
    expect(page.get_by_role("button", name=SAY("provenance.download"))).to_be_visible()

    address = page.url
    assert "unit=" in address and "period=2025Q2" in address and "target=MT3" in address
    elsewhere = new_page(browser)
    elsewhere.goto(address)
    expect(elsewhere.get_by_role("heading", level=2, name=unit)).to_be_visible()
    expect(elsewhere.get_by_role("heading", name="Ở mục tiêu MT3")).to_be_visible()
    elsewhere.context.close()

    back_to(page, SAY("page.targets.title"))
    back_to(page, SAY("page.overview.title"))


def test_the_way_up_leads_from_a_commune_to_its_district_and_the_province(page: Page, full: str) -> None:
    page.goto(f"{full}/unit?unit=331%402024-01-01&period=2025Q2&target=MT2")
    open_part(page, SAY("unit.part.communes"))
    square = page.get_by_test_id("stPlotlyChart").first.locator(".bars .point path").first
    box = resting(square)
    page.mouse.move(box["x"] + 20, box["y"] + 6)
    page.mouse.click(box["x"] + 20, box["y"] + 6)
    page.get_by_test_id("stMain").get_by_role("link").filter(has_text="Xem chi tiết").click()
    way = page.locator(".st-key-way")
    expect(way.get_by_role("link", name="Kim Động")).to_be_visible()
    settled(page)  # a click while the page is drawn again may be lost
    way.get_by_role("link", name="Kim Động").click()
    expect(page.get_by_role("heading", level=2, name="Huyện Kim Động")).to_be_visible()
    settled(page)
    way.get_by_role("link", name="Cấp huyện").click()
    expect(page.get_by_role("heading", name=SAY("unit.list.title"))).to_be_visible()
    expect(way.get_by_text("Cấp huyện")).to_be_visible()
