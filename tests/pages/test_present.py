"""The presentation: one message a slide, to the last and no further, from what the store holds."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dxmetrics.text import words
from dxmetrics.ui.navigation import entry

SAY = words("vi")


def message(app: AppTest) -> str:
    """The slide's one message."""
    found = [item.value for item in app.get("html") if "<h1" in item.value]
    assert len(found) == 1
    return found[0].split(">", 1)[1].removesuffix("</h1>")


def press(app: AppTest, name: str) -> AppTest:
    return next(button for button in app.button if button.label == SAY(f"present.{name}")).click().run()


@pytest.mark.parametrize("period", ["2024Q4", "2025Q2", "2025Q4"])
def test_every_slide_says_one_thing_of_its_own(open_app, sample_store_path: Path, period: str) -> None:
    app = open_app(sample_store_path, period=period).switch_page(entry("present").file).run()
    said = [message(app)]
    while not next(button for button in app.button if button.label == SAY("present.on")).disabled:
        app = press(app, "on")
        assert not app.error and not app.exception
        said.append(message(app))
    assert 8 <= len(said) <= 12
    assert said[0] != said[1] and len(set(said)) >= len(said) - 3
    assert press(app, "back").button and message(app) == said[-2]


def test_keys_are_those_of_a_meeting(open_app, sample_store_path: Path) -> None:
    app = open_app(sample_store_path, period="2025Q4").switch_page(entry("present").file).run()
    keys = {button.label: button.proto.shortcut for button in app.button if button.proto.shortcut}
    assert keys == {SAY("present.back"): "left", SAY("present.on"): "right", SAY("present.leave"): "escape"}
    assert not app.get("segmented_control")
    app = press(app, "leave")
    assert app.title[0].value == SAY("page.overview.title")


def test_the_first_quarter_has_no_slide_of_changes(open_app, one_quarter_store_path: Path) -> None:
    app = open_app(one_quarter_store_path).switch_page(entry("present").file).run()
    assert not app.error
    said = [message(app)]
    while not next(button for button in app.button if button.label == SAY("present.on")).disabled:
        app = press(app, "on")
        assert not app.error
        said.append(message(app))
    assert len(said) >= 6
    assert not [text for text in said if text.startswith(SAY("changes.title", since=""))]
