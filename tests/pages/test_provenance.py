"""Dữ liệu: the table of typed values lets a row be chosen; choosing is tried in a real browser (tests/e2e)."""

from pathlib import Path

from dxmetrics.text import words
from dxmetrics.ui.navigation import entry

SAY = words("vi")


def test_the_table_of_values_says_that_a_row_may_be_chosen(open_app, one_quarter_store_path: Path) -> None:
    app = open_app(one_quarter_store_path).switch_page(entry("data").file).run()
    app.segmented_control(key="data_kind").select("typed").run()
    assert [item.value for item in app.error] == []
    assert SAY("provenance.choose") in [item.value for item in app.caption]
