"""A disk that is full while a person loads through the page: it says so and what to do, and keeps the files in hand."""

from __future__ import annotations

from pathlib import Path

from dxmetrics.text import words
from dxmetrics.ui.navigation import entry
from tests.helpers.small_disk import empty, fill

SAY = words("vi")
UNIT = "STC@2024-01-01"


def test_the_page_keeps_what_the_disk_did_not_take(open_app, empty_store_path: Path, small_disk, filled_return) -> None:
    copy = small_disk / empty_store_path.name
    copy.write_bytes(empty_store_path.read_bytes())
    app = open_app(empty_store_path, folder=small_disk).switch_page(entry("intake").file).run()
    app.selectbox(key="intake_period").select("2024Q2").run()
    app.file_uploader[0].upload("stc.xlsx", filled_return(UNIT, "2024Q2"))
    app.run()
    fill(small_disk)
    press(app)
    (told,) = [item.value for item in app.error]
    assert "No space left on device" in told and "dọn chỗ trống" in told
    assert not app.success and list(app.dataframe[0].value["name"]) == ["stc.xlsx"]
    empty(small_disk)
    press(app)
    assert not app.error and [item.value for item in app.success] == [SAY("intake.done", accepted=1, total=1)]


def press(app) -> None:
    warned = app.button(key="accept_warned")
    app.button(key="accept_clean" if warned.disabled else "accept_warned").click().run()
