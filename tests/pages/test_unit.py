"""The page of one unit: every kind of unit, what it links to, and the cells behind its figures."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dxmetrics import metrics
from dxmetrics.catalog import load_catalog
from dxmetrics.periods import Period
from dxmetrics.store import actions, freezing, open_store
from dxmetrics.text import LANGUAGES, words
from dxmetrics.ui.navigation import entry

SAY = words("vi")
KIM_DONG, PHO_HIEN, SKHCN = "331@2024-01-01", "11953@2025-07-01", "SKHCN@2025-03-01"
LONGEST = max(load_catalog().units.values(), key=lambda unit: len(unit.name_vi)).id


def unit_page(open_app, store: Path, unit: str, **params: str) -> AppTest:
    app = open_app(store, unit=unit, **params).switch_page(entry("unit").file).run()
    assert not app.exception and not app.error
    return app


def tab(app: AppTest, part: str) -> AppTest:
    app.session_state[f"unit_part_{app.session_state['language']}"] = SAY(f"unit.part.{part}")
    app.run()
    assert not app.exception and not app.error
    return app


def table(app: AppTest, column: str):
    return next(item.value for item in app.dataframe if column in item.value.columns)


def links(app: AppTest) -> dict[str, str]:
    return {item.proto.label: item.proto.query_string for item in app.get("page_link")}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("unit", "period", "target"),
    [
        (PHO_HIEN, "2025Q4", "MT2"),
        (KIM_DONG, "2025Q2", "MT2"),
        (KIM_DONG, "2025Q4", "MT2"),
        (SKHCN, "2025Q4", "MT1"),
        (SKHCN, "2024Q2", "RB1"),
        (LONGEST, "2025Q4", "MT6"),
        (LONGEST, "2024Q2", "MT5"),
    ],
)
def test_every_kind_of_unit_in_both_languages(
    open_app, sample_store_path: Path, unit: str, period: str, target: str, language: str
) -> None:
    app = unit_page(open_app, sample_store_path, unit, period=period, target=target, lang=language)
    assert app.header[0].value == load_catalog().units[unit].name(language)


def test_a_unit_that_is_gone_says_so_and_leads_to_those_before_and_after(open_app, sample_store_path: Path) -> None:
    app = unit_page(open_app, sample_store_path, "SKHĐT@2024-01-01", period="2025Q4")
    assert any("không còn" in item.value for item in app.info)
    found = links(app)
    assert "period=2024Q4" in found[SAY("unit.in_quarter", period="Quý IV/2024")]
    assert "unit=STC%402025-03-01" in found["Sở Tài chính"]


def test_the_cells_behind_a_target_stand_with_file_sheet_and_cell(open_app, sample_store_path: Path) -> None:
    app = unit_page(open_app, sample_store_path, PHO_HIEN, period="2025Q4", target="MT2")
    cells = table(app, "address")
    assert cells["data_element"].iloc[0] == "D61"
    assert cells["file"].iloc[0] == "2025Q4_11953.xlsx" and cells["address"].iloc[0].startswith("'Biểu 1'!")


def test_a_target_that_does_not_apply_gives_way_to_one_that_does(open_app, sample_store_path: Path) -> None:
    app = unit_page(open_app, sample_store_path, PHO_HIEN, period="2025Q4", target="MT1")
    assert any(item.value == SAY("unit.other_target", wanted="MT1", target="MT2") for item in app.caption)
    assert table(app, "address")["data_element"].iloc[0] == "D61"


def test_without_a_unit_the_page_lists_them_by_the_filters(open_app, sample_store_path: Path) -> None:
    app = unit_page(open_app, sample_store_path, "", period="2025Q2", district=KIM_DONG)
    shown = table(app, "behind")
    assert len(shown) > 10 and all("Kim Động" in name for name in shown["unit"])


@pytest.mark.parametrize("part", ["trends", "returns", "tasks"])
def test_the_other_parts(open_app, sample_store_path: Path, part: str) -> None:
    app = tab(unit_page(open_app, sample_store_path, PHO_HIEN, period="2025Q4"), part)
    if part == "returns":
        assert len(table(app, "received_by")) >= 2
        assert len(table(app, "address")) > 20
    if part == "tasks":
        assert len(table(app, "result")) == 4


def test_a_district_has_its_communes_while_it_lasts(open_app, sample_store_path: Path) -> None:
    app = tab(unit_page(open_app, sample_store_path, KIM_DONG, period="2025Q2", target="MT2"), "communes")
    assert app.get("plotly_chart")
    app = tab(unit_page(open_app, sample_store_path, KIM_DONG, period="2025Q4", target="MT2"), "communes")
    assert not app.get("plotly_chart")


def test_frozen_figures_have_the_cells_and_peers_of_the_freeze(
    open_app, sample_store_path: Path, tmp_path: Path
) -> None:
    shutil.copy(sample_store_path, tmp_path / "with-freeze.duckdb")
    store, who = open_store(tmp_path / "with-freeze.duckdb"), {"by": "A", "reason": "B"}
    metrics.freeze(store, "2025Q4", **who)
    freezing.allow(store, Period(2025, 4), PHO_HIEN, **who)
    sent = metrics.revisions(store, "2025Q4").query("org_unit == @PHO_HIEN and state == 'accepted'")
    actions.withdraw(store, sent["return_id"].iloc[0], **who)
    store.close()
    app = unit_page(open_app, tmp_path / "with-freeze.duckdb", PHO_HIEN, period="2025Q4", target="MT2")
    assert set(table(app, "address")["file"]) == {""}
    app.toggle(key="filter_frozen").set_value(True).run()
    assert table(app, "address")["file"].iloc[0] == "2025Q4_11953.xlsx"
    app = tab(app, "tasks")
    assert any(item.value == SAY("unit.as_now") for item in app.caption)


def test_a_unit_nobody_knows_is_ignored(open_app, sample_store_path: Path) -> None:
    app = unit_page(open_app, sample_store_path, "<script>", period="2025Q4")
    assert "unit" not in app.query_params
