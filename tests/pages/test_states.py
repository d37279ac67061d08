"""Every page in the states a year brings: all that came came late and most is missing, a target nobody answered, very
long names."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dxmetrics.catalog.model import OrgUnit
from dxmetrics.store import open_store
from dxmetrics.store.pile import PileFile, load_pile
from dxmetrics.text import words
from dxmetrics.text.numbers import VIETNAM
from dxmetrics.ui.navigation import ENTRIES, entry
from tests.helpers.sheets import read

SAY = words("vi")
UNITS = ("SNV@2024-01-01", "STC@2024-01-01")
PERIOD = "2024Q2"
LONG = "Trung tâm Phát triển nguồn nhân lực và chuyển đổi số liên thông nhiều cấp " * 3


@pytest.fixture
def late_path(tmp_path: Path, filled_return: Callable[..., bytes]) -> Path:
    """Two returns, a month after the quarter's date; all other units silent."""
    path = tmp_path / "made" / "late.duckdb"
    path.parent.mkdir()
    store = open_store(path)
    received = datetime(2024, 7, 20, 9, tzinfo=VIETNAM)
    files = [
        PileFile(
            Path(f"{unit}.xlsx"), received + timedelta(hours=place), data=lambda unit=unit: filled_return(unit, PERIOD)
        )
        for place, unit in enumerate(UNITS)
    ]
    outcomes = list(load_pile(store, files, by="", accept_warnings=True, relive=True))
    store.close()
    assert {outcome.outcome for outcome in outcomes} == {"accepted"}
    return path


def assert_all_pages_sound(app) -> None:
    for item in ENTRIES:
        app = app.switch_page(item.file).run()
        assert [fault.value for fault in app.error] == [], item.key
        assert not app.exception, item.key


def test_everything_late_and_most_of_it_missing(open_app, late_path: Path) -> None:
    app = open_app(late_path)
    assert SAY("headline.open", count=4, targets="MT1, MT2, MT3, MT6")[:12] in read(app)
    assert_all_pages_sound(app)
    app = app.switch_page(entry("reporting").file).run()
    shown = next(item.value for item in app.dataframe if "state_name" in item.value.columns)
    assert SAY("reporting_state.missing") in " ".join(shown["state_name"])
    assert min(shown["days_late"].dropna()) > 30


def test_levels_of_which_nobody_answered_say_so(open_app, late_path: Path) -> None:
    app = open_app(late_path, target="MT2", level="commune").switch_page(entry("targets").file).run()
    assert not app.error and not app.exception
    assert SAY("status.not_reported") in json.dumps(
        json.loads(app.get("plotly_chart")[1].proto.spec), ensure_ascii=False
    )


def test_very_long_names_break_nothing(open_app, one_quarter_store_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = OrgUnit.name
    monkeypatch.setattr(OrgUnit, "name", lambda unit, language: f"{named(unit, language)} {LONG}")
    app = open_app(one_quarter_store_path)
    assert LONG.strip() in read(app)
    assert_all_pages_sound(app)
