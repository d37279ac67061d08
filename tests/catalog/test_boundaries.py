"""The office's own boundary file: read, matched to units, refused in words."""

import json
from pathlib import Path

import pytest

from dxmetrics.catalog import load_catalog
from dxmetrics.catalog.boundaries import load_boundaries
from dxmetrics.errors import CatalogError

CATALOG = load_catalog()
SQUARE = [[[106.0, 20.6], [106.1, 20.6], [106.1, 20.7], [106.0, 20.7], [106.0, 20.6]]]
HOLED = [*SQUARE, [[106.02, 20.62], [106.04, 20.62], [106.04, 20.64], [106.02, 20.62]]]


def feature(code: str, kind: str = "Polygon", coordinates: object = SQUARE) -> dict:
    return {
        "type": "Feature",
        "properties": {"code": code},
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def write(folder: Path, *features: dict) -> Path:
    path = folder / "ranh-gioi.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def test_a_code_is_the_newest_unit_that_bears_it_and_an_id_is_that_unit(tmp_path: Path) -> None:
    found = load_boundaries(write(tmp_path, feature("11953"), feature("11953@2024-01-01"), feature("323")), CATALOG)
    assert set(found.shapes) == {"11953@2025-07-01", "11953@2024-01-01", "323@2024-01-01"}
    assert found.shapes["11953@2025-07-01"][0][0] == (106.0, 20.6)
    assert found.unknown == ()


def test_codes_that_name_no_unit_are_given_back(tmp_path: Path) -> None:
    found = load_boundaries(write(tmp_path, feature("99999"), {**feature("x"), "properties": None}), CATALOG)
    assert found.shapes == {}
    assert found.unknown == ("99999", "")


def test_several_polygons_and_several_features_make_one_unit_and_holes_are_left_out(tmp_path: Path) -> None:
    path = write(tmp_path, feature("11953", "MultiPolygon", [SQUARE, HOLED]), feature("11953"))
    assert len(load_boundaries(path, CATALOG).shapes["11953@2025-07-01"]) == 3


def test_points_too_near_to_be_seen_are_thinned_out_and_the_line_stays_closed(tmp_path: Path) -> None:
    fine = [[[106.0 + at / 100000, 20.6] for at in range(10000)] + [[106.0, 20.7], [106.0, 20.6]]]
    ring = load_boundaries(write(tmp_path, feature("11953", coordinates=fine)), CATALOG).shapes["11953@2025-07-01"][0]
    assert len(ring) < 1600
    assert ring[0] == ring[-1] == (106.0, 20.6)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "not a GeoJSON"),
        ("[]", "not a GeoJSON"),
        ('{"type": "Topology"}', "not a GeoJSON"),
        (json.dumps({"features": [feature("1", "Point", [106, 20])]}), "feature 1: geometry 'Point'"),
        (json.dumps({"features": [feature("1", coordinates=[["a"]])]}), "feature 1: coordinates"),
        (json.dumps({"features": [feature("1", coordinates=[[[545000, 2285000], [545001, 2285000]]])]}), "VN-2000"),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_name(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "ranh-gioi.geojson"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CatalogError, match=said):
        load_boundaries(path, CATALOG)


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match=r"gone\.geojson: can't be read"):
        load_boundaries(tmp_path / "gone.geojson", CATALOG)
