"""A page that a choice draws alone: whose rights it is drawn with, and who may steer it from outside."""

import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest

from dxmetrics.roles import SAMPLE_OFFICER, Actor
from dxmetrics.text import words
from dxmetrics.ui import frame

ROOT = Path(__file__).resolve().parents[2]


class Again(Exception):
    """The whole app was asked to run again."""


@pytest.mark.parametrize("now", [None, Actor(frozenset({"viewer"}))])
def test_who_signed_out_or_has_other_rights_is_drawn_nothing(
    monkeypatch: pytest.MonkeyPatch, now: Actor | None
) -> None:
    def again() -> None:
        raise Again

    monkeypatch.setattr(frame, "current_store", lambda say: SimpleNamespace(actor=SAMPLE_OFFICER))
    monkeypatch.setattr(frame.signing, "actor", lambda store, found: now)
    monkeypatch.setattr(frame.st, "rerun", again)
    page = SimpleNamespace(words=words("vi"), store=SimpleNamespace(actor=SAMPLE_OFFICER))
    drawn: list[object] = []
    with pytest.raises(Again):
        frame._anew(page, drawn.append)
    assert not drawn


def test_no_other_site_may_steer_a_page() -> None:
    """Streamlit's own list of such sites is also matched against every message that the browser sends itself."""
    settings = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    assert settings["client"]["allowedOrigins"] == []
