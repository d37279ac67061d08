"""What people come to do, in a browser: load a pile and find who lags; open a link; read on a phone."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from dxmetrics.catalog import load_catalog
from dxmetrics.periods import Period
from dxmetrics.text import words
from dxmetrics.ui.navigation import ENTRIES, entry
from tests.e2e.steps import settled

pytestmark = pytest.mark.browser
SAY = words("vi")
RETURNS = Path(__file__).resolve().parents[2] / "sample_data/returns/2024Q2"


@pytest.fixture(scope="module")
def full(serve: Callable[[Path], str], sample_store_path: Path) -> str:
    return serve(sample_store_path)


def go(page: Page, title: str) -> None:
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


def title_of(page: Page, key: str) -> Locator:
    """A page's heading; a slide's is its message."""
    name = None if entry(key).bare else SAY(f"page.{key}.title")
    return page.get_by_role("heading", level=1, name=name)


def written(element: Locator) -> str:
    """What a style sheet puts in the place of an element's own words, which take no room."""
    assert element.evaluate("item => getComputedStyle(item).fontSize") == "0px"
    return element.evaluate("item => getComputedStyle(item, '::after').content")


def test_an_officer_loads_a_pile_and_finds_a_lagging_unit(
    page: Page, serve: Callable[[Path], str], empty_store_path: Path
) -> None:
    page.goto(serve(empty_store_path))
    expect(page.get_by_text(SAY("empty.no_data.title"))).to_be_visible()
    go(page, SAY("page.intake.title"))
    expect(page.get_by_test_id("stSelectbox").first.get_by_role("combobox")).to_have_value("Quý II/2024")
    zone = page.get_by_test_id("stFileUploaderDropzone")
    expect(zone).to_be_visible()
    settled(page)
    assert [written(zone.locator(place)) for place in ("p", ":text('per file')")] == [
        f'"{SAY("intake.drop_choose")}"',
        f'"{SAY("intake.drop_limit", size=20)}"',
    ]
    page.set_input_files("input[type=file]", [str(path) for path in sorted(RETURNS.glob("*.xlsx"))])
    accept = (
        page.get_by_role("button", name="Tiếp nhận cả tệp có cảnh báo")
        .or_(page.get_by_role("button", name="tệp đạt yêu cầu"))
        .last
    )
    expect(accept).to_be_visible()
    settled(page)
    page.locator("button:enabled", has_text="Tiếp nhận").last.click()
    expect(page.get_by_text("Đã tiếp nhận", exact=False).first).to_be_visible()

    go(page, SAY("page.lagging.title"))
    expect(page.get_by_text(SAY("lagging.units"), exact=True)).to_be_visible()
    table = page.get_by_test_id("stDataFrame").first
    expect(table).to_be_visible()
    lagging = table.locator("[role=row][aria-rowindex='2'] [role=gridcell]").nth(1)
    expect(lagging).to_have_count(1)
    settled(page)
    name = lagging.text_content()
    assert name in {unit.name_vi for unit in load_catalog().units.values()} | {name for name in [name] if "," in name}


@pytest.mark.parametrize("key", [entry.key for entry in ENTRIES])
def test_every_page_opens_by_its_link_on_a_fresh_server(page: Page, full: str, key: str) -> None:
    page.goto(f"{full}/{key}" if key != ENTRIES[0].key else full)
    expect(title_of(page, key)).to_be_visible()
    settled(page)
    expect(page.get_by_test_id("stAlertContentError")).to_have_count(0)


def test_a_copied_link_opens_the_same_view(page: Page, full: str) -> None:
    page.goto(f"{full}/targets?period=2025Q1&target=MT2&level=commune&lang=en&nonsense=1")
    expect(page.get_by_role("heading", level=1, name="Targets")).to_be_visible()
    expect(page.get_by_text("Source: accepted returns, Q1 2025.").first).to_be_visible()
    expect(page.get_by_text("II.1.b", exact=True).first).to_be_visible()
    page.wait_for_url(lambda address: "nonsense" not in address and "period=2025Q1" in address)


def test_the_language_switches_in_place(page: Page, full: str) -> None:
    page.goto(full)
    expect(page.get_by_role("heading", level=1, name="Tổng quan")).to_be_visible()
    page.get_by_test_id("stSidebar").get_by_text("English", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Overview")).to_be_visible()
    page.wait_for_url(lambda address: "lang=en" in address)


def test_the_table_leaves_as_csv(page: Page, full: str, tmp_path: Path) -> None:
    page.goto(f"{full}/reporting?period=2024Q3")
    expect(page.get_by_role("heading", level=1, name=SAY("page.reporting.title"))).to_be_visible()
    settled(page)  # all tables are there, and the list of returns stands last
    with page.expect_download() as download:
        page.get_by_role("button", name=SAY("export.csv")).last.click()
    target = tmp_path / "table.csv"
    download.value.save_as(target)
    with target.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == len(load_catalog().reporters(Period(2024, 3)))


def test_a_phone_scrolls_down_never_sideways(page: Page, full: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for item in ENTRIES:
        page.goto(f"{full}/{item.key}" if item is not ENTRIES[0] else full)
        expect(title_of(page, item.key)).to_be_visible()
        settled(page)
        wide = page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollWidth")
        assert wide <= 390, item.key
