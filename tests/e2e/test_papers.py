"""A quarter's papers in a browser: the letter recorded, a unit given longer, letters written and marked, the report taken."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from dxmetrics.text import words
from tests.e2e.steps import answered, choose, open_part, settled

SAY = words("vi")
WHO, WHY = "Nguyễn Thị Lan", "văn bản đã ký"
pytestmark = pytest.mark.browser


@pytest.fixture
def officer(page: Page, serve: Callable[[Path], str], one_quarter_store_path: Path) -> Page:
    page.goto(f"{serve(one_quarter_store_path)}/report?period=2024Q2")
    expect(page.get_by_role("tab").first).to_be_visible()
    settled(page)
    return page


def go_part(page: Page, name: str) -> Locator:
    return open_part(page, SAY(f"report.part.{name}"))


def act(panel: Locator, name: str) -> None:
    with answered(panel.page):
        panel.get_by_role("radio", name=SAY(f"act.{name}.title"), exact=True).first.click()


def confirm(panel: Locator, name: str) -> None:
    panel.get_by_label(SAY("act.by")).fill(WHO)
    panel.get_by_label(SAY("act.reason")).fill(WHY)
    panel.get_by_role("button", name=SAY(f"act.{name}.do")).click()


def told(panel: Locator, text: str) -> None:
    expect(panel.get_by_text(text).first).to_be_visible()


def made(panel: Locator, name: str) -> Path:
    """The file of that work, made beside the page and taken away."""
    panel.get_by_role("button", name=SAY(f"work.{name}.make")).click()
    take = panel.get_by_role("button", name=SAY(f"work.{name}.take"))
    expect(take).to_be_visible()
    settled(panel.page)
    with panel.page.expect_download() as download:
        take.click()
    return Path(download.value.path())


def test_a_quarters_papers(officer: Page) -> None:
    record_the_letter(officer)
    give_a_unit_longer(officer)
    write_and_mark_letters(officer)
    take_the_report(officer)
    reporting_page_tells(officer)


def record_the_letter(page: Page) -> None:
    panel = go_part(page, "request")
    act(panel, "request")
    panel.get_by_label(SAY("papers.number")).fill("45/STTTT-CNTT")
    confirm(panel, "request")
    told(panel, "45/STTTT-CNTT")
    names = zipfile.ZipFile(made(panel, "templates")).namelist()
    assert len(names) > 30 and names[0].endswith(".docx") and all(name.endswith(".xlsx") for name in names[1:])


def give_a_unit_longer(page: Page) -> None:
    panel = go_part(page, "extensions")
    act(panel, "extension")
    choose(panel.get_by_label(SAY("act.extension.unit")), "Sở Tài chính")
    confirm(panel, "extension")
    told(panel, "Đã gia hạn cho Sở Tài chính")


def write_and_mark_letters(page: Page) -> None:
    panel = go_part(page, "letters")
    packed = zipfile.ZipFile(made(panel, "letters"))
    assert packed.namelist()
    with packed.open(packed.namelist()[0]) as letter:
        assert "45/STTTT-CNTT" in "\n".join(item.text for item in Document(letter).paragraphs)
    act(panel, "letter")
    panel.get_by_label(SAY("papers.number")).fill("51/STTTT-CNTT")
    confirm(panel, "letter")
    told(panel, "Đã đánh dấu văn bản số 51/STTTT-CNTT")


def take_the_report(page: Page) -> None:
    panel = go_part(page, "report")
    told(panel, SAY("papers.contents.title"))
    report = Document(made(panel, "report"))
    text = "\n".join(item.text for item in report.paragraphs)
    assert "45/STTTT-CNTT" in text and len(report.tables) > 3
    shown = panel.locator("details p").all_inner_texts()
    assert sum(sentence in text for sentence in shown if sentence) >= 5, "the preview's sentences are the report's"


def reporting_page_tells(page: Page) -> None:
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=SAY("page.reporting.title")).click()
    told(page.locator("body"), "Gia hạn cho 1 đơn vị: Sở Tài chính")
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name=SAY("export.xlsx")).first.click()
    sheet = load_workbook(BytesIO(Path(download.value.path()).read_bytes())).worksheets[0]
    assert [cell.value for cell in sheet[1]][4] == SAY("column.reminders") and sheet["E2"].value == 1
