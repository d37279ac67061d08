"""An officer's week in a browser: a pile with a faulty file, one that waits, a mistake undone, a frozen quarter."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from dxmetrics.text import words
from tests.e2e.steps import answered, choose, expect_rows, open_part, settled, tick_first_row
from tests.helpers.books import edited

SAY = words("vi")
PERIOD, QUARTER = "2024Q2", "Quý II/2024"
CLEAN, WAITING, FAULTY, LATE = "SNV@2024-01-01", "STC@2024-01-01", "SYT@2024-01-01", "SXD@2024-01-01"
WHO, WHY = "Nguyễn Thị Lan", "đã gọi điện xác nhận"
pytestmark = pytest.mark.browser


@pytest.fixture
def pile(tmp_path: Path, filled_return: Callable[..., bytes]) -> dict[str, Path]:
    """Four returns: without faults, with a warning, with a word for a figure, and one that will come too late."""

    def spoil(book: openpyxl.Workbook) -> None:
        book["Biểu 1"]["F11"].value = "chưa rõ"

    made = {
        CLEAN: filled_return(CLEAN, PERIOD),
        WAITING: filled_return(WAITING, PERIOD, cells={"D81.1": None}),
        FAULTY: edited(filled_return(FAULTY, PERIOD), spoil),
        LATE: filled_return(LATE, PERIOD),
    }
    for unit, data in made.items():
        (tmp_path / f"{unit.split('@')[0]}.xlsx").write_bytes(data)
    return {unit: tmp_path / f"{unit.split('@')[0]}.xlsx" for unit in made}


@pytest.fixture
def officer(page: Page, serve: Callable[[Path], str], empty_store_path: Path) -> Page:
    """On the intake page of an empty store, the Plan's first quarter chosen already."""
    page.goto(f"{serve(empty_store_path)}/intake")
    expect(page.get_by_test_id("stSelectbox").first.get_by_role("combobox")).to_have_value(QUARTER)
    settled(page)
    return page


def drop(page: Page, *files: Path) -> None:
    page.set_input_files("input[type=file]", [str(path) for path in files])


def go_part(page: Page, name: str) -> Locator:
    return open_part(page, SAY(f"intake.part.{name}"))


def act(panel: Locator, name: str) -> None:
    """Choose the act; say who and why; press its button."""
    look_at(panel, name)
    confirm(panel, name)


def look_at(panel: Locator, name: str) -> None:
    with answered(panel.page):
        panel.get_by_role("radio", name=SAY(f"act.{name}.title"), exact=True).click()


def confirm(panel: Locator, name: str) -> None:
    panel.get_by_label(SAY("act.by")).fill(WHO)
    panel.get_by_label(SAY("act.reason")).fill(WHY)
    panel.get_by_role("button", name=SAY(f"act.{name}.do")).click()


def told(panel: Locator, text: str) -> None:
    expect(panel.get_by_text(text).first).to_be_visible()


def test_an_officers_week(officer: Page, pile: dict[str, Path]) -> None:
    load_a_pile_with_a_faulty_file(officer, pile)
    accept_what_waited_and_withdraw_it(officer)
    undo_the_first_load(officer)
    freeze_and_let_one_in(officer, pile)
    the_trail_tells_all(officer)


def load_a_pile_with_a_faulty_file(page: Page, pile: dict[str, Path]) -> None:
    drop(page, pile[CLEAN], pile[WAITING], pile[FAULTY])
    expect(page.get_by_role("button", name=SAY("returned.one"))).to_be_visible()
    expect(page.get_by_text(SAY("faults.remedies"))).to_be_visible()
    page.get_by_label(SAY("act.by")).fill(WHO)
    page.get_by_role("button", name=SAY("intake.accept_clean", count=1)).click()
    told(page.locator("body"), SAY("intake.done", accepted=1, total=1))
    page.get_by_role("button", name=SAY("intake.keep_pending", count=1)).click()
    told(page.locator("body"), SAY("intake.done_pending", count=1))
    page.get_by_role("button", name=SAY("intake.record_rejected", count=1)).click()
    told(page.locator("body"), SAY("intake.done_rejected", count=1))
    expect(page.get_by_role("button", name=SAY("returned.receipt"))).to_be_visible()


def accept_what_waited_and_withdraw_it(page: Page) -> None:
    panel = go_part(page, "returns")
    with answered(page):
        panel.get_by_role("radio", name=SAY("returns.pending", count=1)).click()
    table = panel.get_by_test_id("stDataFrame").first
    expect_rows(table, 1)
    tick_first_row(table)
    act(panel, "accept")
    told(panel, SAY("act.accept.after", revision=1, name=f"Sở Tài chính, {QUARTER}"))
    act(panel, "withdraw")
    told(panel, SAY("act.withdraw.after", revision=1, name=f"Sở Tài chính, {QUARTER}"))


def undo_the_first_load(page: Page) -> None:
    panel = go_part(page, "batches")
    choose(panel.get_by_label(SAY("batches.pick")), "Lần 1 ·")
    act(panel, "undo")
    told(panel, SAY("act.undo.after", count=1))


def freeze_and_let_one_in(page: Page, pile: dict[str, Path]) -> None:
    panel = go_part(page, "freezes")
    act(panel, "freeze")
    told(panel, "Người khóa: " + WHO)
    go_part(page, "new")
    drop(page, pile[LATE])
    expect(page.get_by_role("button", name=SAY("intake.record_rejected", count=1))).to_be_enabled()
    expect(page.get_by_role("button", name=SAY("intake.accept_clean", count=0))).to_be_disabled()
    panel = go_part(page, "freezes")
    look_at(panel, "exception")
    choose(panel.get_by_label(SAY("act.exception.unit")), "Sở Xây dựng")
    confirm(panel, "exception")
    told(panel, SAY("act.exception.after", name="Sở Xây dựng", period=QUARTER))
    go_part(page, "new")
    page.get_by_role("button", name=SAY("intake.accept_clean", count=1)).click()
    told(page.locator("body"), SAY("intake.done", accepted=1, total=1))


def the_trail_tells_all(page: Page) -> None:
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=SAY("page.admin.title")).click()
    expect(page.get_by_role("heading", level=1, name=SAY("page.admin.title"))).to_be_visible()
    settled(page)  # until then the table of the page before may still stand
    with page.expect_download() as download:
        page.get_by_role("button", name=SAY("export.csv")).click()
    with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    kinds = [row[SAY("column.event")].split(" ", 1)[1].split(",")[0] for row in rows]
    told = "accepted exception frozen withdrawn withdrawn accepted rejected pending accepted".split()
    assert kinds == [SAY(f"audit.event.{name}") for name in told]
    assert rows[0][SAY("column.event")].endswith(SAY("audit.restated", event=""))
    assert {row[SAY("column.actor")] for row in rows} == {WHO}
    assert WHY in rows[0][SAY("column.reason")]
