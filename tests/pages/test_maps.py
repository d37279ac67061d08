"""The map on Tổng quan and the heat map on Đơn vị chậm: what they show, and what choosing a unit opens."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dxmetrics.text import words
from dxmetrics.ui.navigation import entry

SAY = words("vi")
KIM_DONG = "331@2024-01-01"


def figure(app: AppTest, place: int = 0) -> dict:
    return json.loads(app.get("plotly_chart")[place].proto.spec)


def ids(drawing: dict) -> list[str]:
    """The unit of every square or area in the figure."""
    return [point[1] for trace in drawing["data"] for point in trace.get("customdata", [])]


def choose(app: AppTest, key: str, value: str) -> AppTest:
    widget = next(item for item in app.get("button_group") if item.key == key)
    return widget.set_value(value).run()


def captions(app: AppTest) -> str:
    return " ".join(item.value for item in app.caption)


@pytest.mark.parametrize(
    ("period", "level", "count"), [("2024Q2", "commune", 161), ("2025Q2", "commune", 139), ("2025Q2", "district", 10)]
)
def test_a_tile_for_every_unit_of_the_level(
    open_app, sample_store_path: Path, period: str, level: str, count: int
) -> None:
    app = choose(open_app(sample_store_path, period=period, target="MT2"), "map_level", level)
    assert not app.exception
    found = ids(figure(app))
    assert len(found) == len(set(found)) == count


def test_without_districts_the_communes_are_shown_at_once(open_app, sample_store_path: Path) -> None:
    app = open_app(sample_store_path, period="2025Q4", target="MT3")
    assert len(ids(figure(app))) == 104
    assert not [item for item in app.get("button_group") if item.key == "map_level"]


def test_only_targets_asked_of_districts_or_communes_are_offered(open_app, sample_store_path: Path) -> None:
    app = open_app(sample_store_path, period="2025Q4", target="MT1")
    offered = [option.split(" ")[0] for option in app.selectbox(key="map_target").options]
    assert "MT2" in offered and "MT1" not in offered and "RB1" not in offered


def test_a_chosen_unit_is_framed_and_leads_on(open_app, sample_store_path: Path) -> None:
    app = open_app(sample_store_path, period="2025Q2", target="MT2")
    assert not figure(app)["layout"].get("shapes")
    app = app.selectbox(key="map_unit").select(KIM_DONG).run()
    assert [shape["name"] for shape in figure(app)["layout"]["shapes"]] == ["chosen"]
    link = next(
        item.proto for item in app.get("page_link") if item.proto.label == SAY("link.unit", name="Huyện Kim Động")
    )
    assert "target=MT2" in link.query_string and "period=2025Q2" in link.query_string


def test_the_same_as_a_table(open_app, sample_store_path: Path) -> None:
    app = choose(open_app(sample_store_path, period="2025Q2", target="MT2"), "map_view", "table")
    rows = next(item.value for item in app.dataframe if len(item.value) == 10 and "peers" in item.value.columns)
    assert "Huyện Kim Động" in list(rows["unit"])


@pytest.fixture
def boundaries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two districts and a stranger."""
    ring = [[106.0, 20.6], [106.1, 20.6], [106.1, 20.7], [106.0, 20.6]]
    features = [
        {"properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for code in ("331", "333", "99999")
    ]
    path = tmp_path / "ranh-gioi.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    monkeypatch.setenv("DXMETRICS_BOUNDARIES", str(path))
    return path


def test_the_office_s_boundaries_and_what_does_not_fit(open_app, sample_store_path: Path, boundaries: Path) -> None:
    app = choose(open_app(sample_store_path, period="2025Q2", target="MT2"), "map_view", "boundaries")
    assert not app.exception
    assert sorted(ids(figure(app))) == ["331@2024-01-01", "333@2024-01-01"]
    assert {trace["type"] for trace in figure(app)["data"]} == {"scatter"}
    assert "1 mã trong tệp ranh giới không ứng với đơn vị nào: 99999." in captions(app)
    assert "8 đơn vị không có ranh giới trong tệp: " in captions(app)


def test_boundaries_of_other_units_give_way_to_tiles(open_app, sample_store_path: Path, boundaries: Path) -> None:
    app = choose(open_app(sample_store_path, period="2025Q4", target="MT2"), "map_view", "boundaries")
    assert SAY("map.no_shapes") in captions(app)
    assert len(ids(figure(app))) == 104


def test_a_broken_boundary_file_is_said_and_tiles_are_shown(
    open_app, sample_store_path: Path, boundaries: Path
) -> None:
    boundaries.write_text("{", encoding="utf-8")
    app = choose(open_app(sample_store_path, period="2025Q2", target="MT2"), "map_view", "boundaries")
    assert "ranh-gioi.geojson" in app.warning[0].value
    assert len(ids(figure(app))) == 10


def test_lagging_units_and_targets_a_page_at_a_time(open_app, sample_store_path: Path) -> None:
    app = open_app(sample_store_path, period="2025Q4", map_target="MT2")
    assert "✕ Hết hạn chưa đạt (9): " in captions(app) and "? Chưa có số liệu (5): " in captions(app)
    app = app.switch_page(entry("lagging").file).run()
    assert not app.exception
    drawing = figure(app)
    units = list(dict.fromkeys(ids(drawing)))
    assert len(units) == 25 == len(drawing["layout"]["yaxis"]["ticktext"])
    table = next(item.value for item in app.dataframe if "why" in item.value.columns)
    assert drawing["layout"]["yaxis"]["ticktext"][0] == table["unit"].iloc[0]
    app = choose(app, "heat_view", "table")
    squares = next(item.value for item in app.dataframe if "MT2" in item.value.columns)
    assert len(squares) == len(table)
    assert squares["MT2"].iloc[0].split(" ", 1)[1] in SAY.table("status").values()


def test_one_button_in_the_reader_s_language(open_app, sample_store_path: Path) -> None:
    for language in ("vi", "en"):
        app = open_app(sample_store_path, period="2025Q4", lang=language)
        config = json.loads(app.get("plotly_chart")[0].proto.config)
        dictionary = config["locales"][config["locale"]]["dictionary"]
        assert dictionary["Download plot as a PNG"] == words(language)("plotly.download")
        assert len(config["modeBarButtonsToRemove"]) == 8
