"""The filters: the same wherever they are drawn, kept across pages, mirrored in the address, safe against nonsense."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dxmetrics import metrics
from dxmetrics.periods import Period
from dxmetrics.store import Store, actions, freezing, open_store
from dxmetrics.text import words
from dxmetrics.ui.navigation import entry
from dxmetrics.ui.selection import NAMES
from tests.helpers.sheets import read

SAY = words("vi")
KIM_DONG = "331@2024-01-01"


def visit(app: AppTest, key: str) -> AppTest:
    return app.switch_page(entry(key).file).run()


def shown(app: AppTest, beside: str = "unit") -> list[str]:
    """The units of the first table with that column."""
    return next(list(item.value["unit"]) for item in app.dataframe if beside in item.value.columns)


def test_a_peer_group_is_kept_from_page_to_page(open_app, sample_store_path: Path) -> None:
    app = visit(open_app(sample_store_path), "lagging")
    app.selectbox(key="filter_peer_group").select("urban_commune").run()
    assert app.query_params == {"peer_group": "urban_commune"}
    assert all("Phường" in name for name in shown(app))
    visit(app, "reporting")
    assert app.selectbox(key="filter_peer_group").value == "urban_commune"
    assert all("Phường" in name for name in shown(app))
    assert any(SAY("peer_group.urban_commune") in item.value for item in app.markdown)


def test_a_district_holds_its_communes_and_ends_with_its_quarter(open_app, sample_store_path: Path) -> None:
    app = visit(open_app(sample_store_path, period="2025Q2", district=KIM_DONG, target="MT2"), "targets")
    assert not app.exception
    names = shown(app, "peers")
    assert len(names) > 10 and all("Kim Động" in name for name in names)
    app.selectbox(key="filter_period").select("2025Q4").run()
    assert "district" not in app.query_params
    assert not [item for item in app.selectbox if item.key == "filter_district"]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "search"])
def test_hostile_values_change_nothing_and_leave_the_address(open_app, sample_store_path: Path, name: str) -> None:
    app = open_app(sample_store_path, **{name: "'; drop table x; <script>alert(1)</script>"})
    assert not app.exception and not app.error
    assert app.query_params == {}


def test_figures_of_a_view_differ_from_the_plain_ones_and_are_the_metrics_own(
    open_app, sample_store_path: Path
) -> None:
    app = visit(open_app(sample_store_path, target="MT2", period="2025Q4", area="old"), "targets")
    assert not app.exception
    assert any(SAY("filter.option.area.old") in item.value for item in app.markdown)
    old = len(shown(app, "peers"))
    app = visit(open_app(sample_store_path, target="MT2", period="2025Q4"), "targets")
    plain = len(shown(app, "peers"))
    assert 39 <= old < plain


def test_frozen_figures_are_offered_for_a_frozen_quarter_only(
    open_app, sample_store_path: Path, tmp_path: Path
) -> None:
    store = open_store(_copy(sample_store_path, tmp_path / "with-freeze.duckdb"))
    metrics.freeze(store, "2025Q3", by="A", reason="B")
    store.close()
    app = visit(open_app(tmp_path / "with-freeze.duckdb", period="2025Q3", area="old"), "targets")
    app.toggle(key="filter_frozen").set_value(True).run()
    assert not app.exception
    assert app.query_params["frozen"] == "yes" and "area" not in app.query_params
    assert app.selectbox(key="filter_area").disabled
    app = visit(app, "overview")
    app.selectbox(key="filter_since").select("freeze").run()
    assert not app.exception and not app.error
    assert "lần khóa số liệu lúc" in read(app)
    app.selectbox(key="filter_since").select("2024Q4").run()
    assert SAY("changes.title", since="Quý IV/2024") in read(app)
    app.selectbox(key="filter_period").select("2025Q4").run()
    assert not app.exception and "frozen" not in app.query_params
    assert not [item for item in visit(app, "targets").toggle if item.key == "filter_frozen"]


def _copy(source: Path, target: Path) -> Path:
    target.write_bytes(source.read_bytes())
    return target


def test_an_address_that_says_the_same_is_left_alone(open_app, sample_store_path: Path) -> None:
    said = {"period": "2025Q4", "target": "MT1", "peer_group": "department"}  # two of them are the usual ones
    app = visit(open_app(sample_store_path, **said), "lagging")
    assert app.query_params == said
    app.selectbox(key="filter_period").select("2025Q3").run()
    assert app.query_params == {"period": "2025Q3", "peer_group": "department"}


def test_a_group_narrows_the_tables_that_know_groups_and_is_offered_nowhere_else(
    open_app, sample_store_path: Path, full_store: Store
) -> None:
    app = visit(open_app(sample_store_path, period="2025Q4", target="MT3", group="ML2", level="department"), "data")
    assert app.query_params["group"] == "ML2"
    assert list(app.selectbox(key="filter_group").options[1:]) == [
        f"{code} · {full_store.catalog.groups[code].name_vi}" for code in ("ML1", "ML2", "ML3", "ML4", "ML5")
    ]
    found = metrics.progress(full_store, "2025Q4", target="MT3", by="unit", group="ML2")
    own = {unit.id for unit in full_store.catalog.units.values() if unit.level == "department"}
    found = found[found["org_unit"].isin(own) & (found["level"] == "department") & (found["indicator"] == "MT3")]
    table = next(item.value for item in app.dataframe if "numerator" in item.value.columns)
    assert len(table) == len(found) > 10 and table["denominator"].sum() == found["denominator"].sum()
    app.segmented_control(key="data_kind").set_value("typed").run()
    codes = set(app.dataframe[0].value["data_element"])
    assert codes and codes == {code for code in codes if full_store.catalog.elements[code].group == "ML2"}
    visit(app, "network")
    units = next(item.value for item in app.dataframe if "unit" in item.value.columns)
    assert units["denominator"].sum() == found["denominator"].sum()
    visit(app, "lagging")
    assert not [item for item in app.selectbox if item.key == "filter_group"]


def test_the_table_of_a_quarter_on_the_newest_units(open_app, sample_store_path: Path, full_store: Store) -> None:
    app = visit(open_app(sample_store_path, period="2024Q4", target="MT2", structure="as_is"), "data")
    assert not app.exception and not app.error
    folded = metrics.progress(full_store, "2024Q4", target="MT2", by="unit", structure="as_is", on="2025Q4")
    units = folded[(folded["indicator"] == "MT2") & (folded["level"] != "all") & (folded["group"] == "")]
    own = {unit.id: unit.level for unit in full_store.catalog.units.values()}
    ids = {row.org_unit for row in units.itertuples() if own[row.org_unit] == row.level}
    assert set(shown(app, "peers")) == {full_store.catalog.units[unit].name_vi for unit in ids}
    assert any("Quý IV/2025" in item.value for item in app.markdown)


def test_typed_values_as_known_at_the_freeze(open_app, sample_store_path: Path, tmp_path: Path) -> None:
    store = open_store(_copy(sample_store_path, tmp_path / "with-freeze.duckdb"))
    metrics.freeze(store, "2025Q3", by="A", reason="B")
    returns = metrics.revisions(store, "2025Q3")
    taken = returns[returns["state"] == "accepted"].iloc[0]
    freezing.allow(store, Period(2025, 3), taken["org_unit"], by="A", reason="B")
    actions.withdraw(store, taken["return_id"], by="A", reason="B")
    frozen, now = len(metrics.values(store, "2025Q3", frozen=True)), len(metrics.values(store, "2025Q3"))
    store.close()
    assert now < frozen
    for params, count in (({}, now), ({"frozen": "yes"}, frozen)):
        app = visit(open_app(tmp_path / "with-freeze.duckdb", period="2025Q3", **params), "data")
        app.segmented_control(key="data_kind").set_value("typed").run()
        assert any(f"{count:,}".replace(",", ".") in item.value for item in app.caption)
