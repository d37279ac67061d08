"""Tổng quan: what changed, whom to call, and a part that fails alone."""

from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from dxmetrics import charts, metrics
from dxmetrics.catalog import load_catalog
from dxmetrics.catalog.model import OrgUnit
from dxmetrics.store import Store
from dxmetrics.text import words
from dxmetrics.text.numbers import number
from dxmetrics.ui.afterwards import AT_ONCE
from tests.helpers.sheets import sheets, ways

SAY = words("vi")


def texts(app: AppTest) -> str:
    said = [item.value for kind in ("header", "markdown", "caption") for item in app.get(kind)]
    return "\n".join([*said, sheets(app).replace("<b>", "**").replace("</b>", "**")])


def test_each_kind_of_change_is_counted_as_the_metrics_say(
    open_app, sample_store_path: Path, full_store: Store
) -> None:
    found = metrics.changes(full_store, "2025Q1")
    catalog = load_catalog()
    own = found["org_unit"].map({unit.id: unit.level for unit in catalog.units.values()}) == found["level"]
    heads = [target.headline.code for target in catalog.targets.values()]
    units = found[own & found["indicator"].isin(heads) & (found["org_unit"] != catalog.plan.province)]
    shown = texts(open_app(sample_store_path, period="2025Q1"))
    assert SAY("changes.title", since="Quý IV/2024") in shown
    for kind in ("achieved", "regressed"):
        count = units.loc[units["kind"] == kind, "org_unit"].nunique()
        assert count and SAY(f"changes.count.{kind}", count=count) in shown
    came = found.loc[found["kind"] == "new_reporter", "name_vi"]
    assert len(came) and came.iloc[0] in shown
    assert f"**MT2** từ = {SAY('status.stagnant')} sang **" not in shown  # of the whole only what changed
    assert SAY("changes.none") in shown


def test_the_list_of_all_changes_is_made_when_asked_for(open_app, sample_store_path: Path) -> None:
    app = open_app(sample_store_path, period="2025Q1")
    assert not [item for item in app.dataframe if "change" in item.value.columns]
    app.session_state["changes_all"] = True
    app.run()
    rows = next(item.value for item in app.dataframe if "change" in item.value.columns)
    assert {"↓ " + SAY("changes.kind.regressed"), SAY("changes.kind.status")} <= set(rows["change"])
    slipped = rows[(rows["unit"] == "Huyện Phù Cừ") & rows["about"].str.startswith("MT2")].iloc[0]
    assert slipped["before"].startswith(number(100, "vi") + "%") and slipped["now"].startswith("0%")


def test_the_first_quarter_has_nothing_to_compare_with(open_app, one_quarter_store_path: Path) -> None:
    app = open_app(one_quarter_store_path)
    assert not app.error and not app.exception
    assert SAY("changes.first", period="Quý II/2024") in texts(app)


def test_ten_units_to_call_each_with_why_and_the_way_to_it(
    open_app, sample_store_path: Path, full_store: Store
) -> None:
    app = open_app(sample_store_path, period="2025Q4")
    ranked = metrics.lagging_units(full_store, "2025Q4").dropna(subset=["rank"]).head(10)
    found = {label.split(". ")[1]: address for label, address in ways(app).items() if ". " in label}
    units = load_catalog().units
    assert [*found] == [units[unit].name_vi for unit in ranked["org_unit"]]
    assert [dict(parse_qsl(address))["unit"] for address in found.values()] == [*ranked["org_unit"]]
    assert all(address.startswith("unit?period=2025Q4&") for address in found.values())
    assert SAY("reason.no_return") in texts(app)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_part_that_fails_says_so_and_leaves_the_rest_of_its_page(
    open_app, sample_store_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("inner detail")

    monkeypatch.setattr(charts, "tile_map", fail)
    app = open_app(sample_store_path, lang=language)
    say = words(language)
    assert [item.value.split("{")[0][:20] for item in app.error] == [say("error.part", id="x")[:20]]
    assert "inner detail" not in app.error[0].value
    assert sheets(app).count('class="figure"') == 8 and len(app.get("plotly_chart")) == 1
    assert say("overview.reporting.title") in texts(app)


def test_the_figures_are_sent_once_the_browser_has_painted_the_cards(open_app, sample_store_path: Path) -> None:
    app = open_app(sample_store_path, at_once=False)
    assert sheets(app).count('class="figure"') == 8 and [*ways(app)]
    assert not app.get("plotly_chart") and SAY("overview.map.title") not in texts(app)
    assert not app.get("download_button") and not app.get("expander")
    app.selectbox(key="filter_period").select("2025Q3").run()
    assert not app.get("plotly_chart")
    app.session_state[AT_ONCE] = True  # in place of the browser's word (tests/e2e/test_whole_pages.py)
    assert len(app.run().get("plotly_chart")) == 2
    assert app.get("download_button") and app.get("expander")


def test_a_choice_wins_over_the_address_that_is_not_yet_written_anew(open_app, sample_store_path: Path) -> None:
    app = open_app(sample_store_path, at_once=False, period="2025Q3")
    assert app.selectbox(key="filter_period").value == "2025Q3"
    app.selectbox(key="filter_period").select("2025Q2").run()
    assert app.selectbox(key="filter_period").value == "2025Q2" and "".join(app.query_params["period"]) == "2025Q3"
    app.session_state[AT_ONCE] = True
    app.run()
    assert "".join(app.query_params["period"]) == "2025Q2" and app.selectbox(key="filter_period").value == "2025Q2"


def test_a_link_of_a_card_leads_to_its_page_in_the_same_view(open_app, sample_store_path: Path) -> None:
    app = open_app(sample_store_path, period="2025Q1")
    address = ways(app)[SAY("link.target", code="MT3")]
    assert address == "targets?period=2025Q1&target=MT3"
    for asked, title in ((address, "page.targets.title"), ("nowhere?unit=1", "page.overview.title")):
        page, query = asked.split("?")
        app = open_app(sample_store_path, period="2025Q1")
        app.session_state["page_asked_for"] = (page, dict(pair.split("=") for pair in query.split("&")))
        app.run()
        assert not app.exception and app.title[0].value == SAY(title)


def test_a_card_shows_names_as_letters(open_app, sample_store_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OrgUnit, "name", lambda unit, language: f"<img src=x onerror=alert({unit.code})>")
    shown = sheets(open_app(sample_store_path, period="2025Q4"))
    assert "<img src=x" not in shown and "&lt;img src=x onerror=alert(" in shown
