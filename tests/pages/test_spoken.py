"""What a page says of itself: its name in the window's title, its language, its state as its first heading."""

from pathlib import Path

import pytest

from dxmetrics.text import words
from dxmetrics.ui.navigation import entry

SAY = words("vi")
LED = ("targets", "lagging", "resources", "network", "tasks", "reporting")


def test_pages_with_a_state_say_it_as_their_first_heading_and_every_page_its_name(
    open_app, one_quarter_store_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles: list[str] = []
    app = open_app(one_quarter_store_path)
    monkeypatch.setattr("streamlit.set_page_config", lambda **said: titles.append(said.get("page_title", "")))
    for key in LED:
        app = app.switch_page(entry(key).file).run()
        headings = [item.value for item in app.markdown if item.value.startswith("#")]
        assert headings and headings[0].startswith("## "), key
        assert titles[-1].startswith(SAY(entry(key).title_key) + " · "), key
