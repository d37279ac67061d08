"""Mục tiêu: paces, the other score, units to go by name, units by quarter, who could change the verdict."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from dxmetrics import metrics
from dxmetrics.store import Store
from dxmetrics.text import words
from dxmetrics.ui.navigation import entry

SAY = words("vi")


def targets(open_app, store: Path, **params: str) -> AppTest:
    app = open_app(store, **params).switch_page(entry("targets").file).run()
    assert not app.exception and not app.error
    return app


def said(app: AppTest) -> str:
    return " ".join(item.value for item in (*app.caption, *app.header, *app.markdown))


def test_both_paces_the_other_score_and_the_units_to_go(open_app, sample_store_path: Path, full_store: Store) -> None:
    app = targets(open_app, sample_store_path, target="MT3", period="2025Q2", structure="as_is")
    told = said(app)
    assert "theo tốc độ chung" in told and "theo bốn quý gần nhất" in told and "Open SDG" in told
    to_go = metrics.units_to_go(full_store, "2025Q2", "MT3")
    assert SAY("targets.to_go", count=len(to_go)) in told
    shown = next(item.value for item in app.dataframe if "last_value" in item.value.columns)
    assert len(shown) == len(to_go) > 5


def test_the_strip_and_the_worked_example_are_drawn_when_opened(open_app, sample_store_path: Path) -> None:
    app = targets(open_app, sample_store_path, target="MT2", period="2025Q1", level="department")
    before = len(app.get("plotly_chart"))
    app.session_state["unit_quarters"] = True
    app.session_state["worked_here"] = True
    app.run()
    assert not app.exception
    assert len(app.get("plotly_chart")) == before + 1
    assert any("Kết luận" in item.value for item in app.markdown)


def test_who_could_change_the_verdict_on_both_pages(open_app, sample_store_path: Path, full_store: Store) -> None:
    silent = metrics.settling(full_store, "2024Q4", "MT3")
    silent = silent[(silent["level"] == "all") & (silent["group"] == "")]
    app = targets(open_app, sample_store_path, target="MT3", period="2024Q4")
    assert SAY("settling.title") in said(app)
    shown = next(item.value for item in app.dataframe if "return_state" in item.value.columns)
    assert len(shown) == (silent["indicator"] == "MT3").sum() > 0
    app.switch_page(entry("reporting").file).run()
    shown = next(item.value for item in app.dataframe if "return_state" in item.value.columns)
    assert len(shown) == len(silent)
