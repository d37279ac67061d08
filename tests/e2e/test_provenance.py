"""An officer asks where a figure comes from and gets the file it was typed in; a faulty file goes back marked."""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import duckdb
import openpyxl
import pytest
from playwright.sync_api import Page, expect

from dxmetrics.text import words
from tests.e2e.steps import answered, settled, tick_first_row

SAY = words("vi")
RETURNS = sorted((Path(__file__).resolve().parents[2] / "sample_data/returns/2024Q2").glob("*.xlsx"))
pytestmark = pytest.mark.browser


def saved(page: Page, label: str) -> bytes:
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name=label).click()
    return Path(download.value.path()).read_bytes()


def test_a_chosen_value_leads_to_its_file(
    page: Page, serve: Callable[[Path], str], one_quarter_store_path: Path
) -> None:
    page.goto(f"{serve(one_quarter_store_path)}/data?period=2024Q2")
    expect(page.get_by_text(SAY("data.typed"), exact=True)).to_be_visible()
    with answered(page):
        page.get_by_text(SAY("data.typed"), exact=True).click()
    expect(page.get_by_text(SAY("provenance.choose"))).to_be_visible()
    tick_first_row(page.get_by_test_id("stDataFrame").first)
    expect(page.get_by_role("heading", name=SAY("provenance.title"))).to_be_visible()
    data = saved(page, SAY("provenance.download"))
    with duckdb.connect(str(one_quarter_store_path), read_only=True) as store:
        known = {digest for (digest,) in store.execute("select sha256 from raw.file").fetchall()}
    assert hashlib.sha256(data).hexdigest() in known


def test_faulty_files_go_back_marked(page: Page, serve: Callable[[Path], str], empty_store_path: Path) -> None:
    page.goto(f"{serve(empty_store_path)}/intake")
    expect(page.get_by_test_id("stSelectbox").first).to_be_visible()
    with answered(page):
        page.get_by_test_id("stSelectbox").first.click()
        page.get_by_role("option", name="Quý III/2024").click()
    page.set_input_files("input[type=file]", [str(path) for path in RETURNS[:2]])
    expect(page.get_by_role("button", name=SAY("returned.zip", count=2))).to_be_visible()
    marked = openpyxl.load_workbook(io.BytesIO(saved(page, SAY("returned.one"))))
    assert marked.sheetnames[0] == SAY("marking.sheet")
    assert saved(page, SAY("returned.zip", count=2)).startswith(b"PK")
