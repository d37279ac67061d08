"""What the browser says of its window is believed only where it is a size."""

import pytest
import streamlit as st

from dxmetrics.ui import screen


@pytest.mark.parametrize("said", ["", "x", "1280", "1280xabc", "9x9", "-40x-40", "999999x10", None])
def test_without_a_size_the_usual_screen(said: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {"screen_size": str(said)} if said is not None else {})
    assert screen.current() == screen.Screen()


def test_a_phone_is_narrow_and_a_wall_leaves_its_height_to_the_chart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {"screen_size": "400x840"})
    assert screen.current().is_narrow
    monkeypatch.setattr(st, "session_state", {"screen_size": "1920x1080"})
    assert not screen.current().is_narrow and screen.current().chart > screen.Screen().chart
    assert screen.Screen(1280, 200).chart >= 300
