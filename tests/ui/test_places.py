"""Places of units on a map, and their names without their kind."""

from pathlib import Path

import pytest

from dxmetrics.catalog import load_catalog
from dxmetrics.periods import Period
from dxmetrics.text import words
from dxmetrics.ui import places

CATALOG = load_catalog()


def at(period: str, level: str) -> list:
    return [unit for unit in CATALOG.units_at(Period.parse(period)) if unit.level == level]


def test_districts_stand_by_the_plan_and_communes_by_their_coordinates() -> None:
    assert places.tiles(CATALOG, at("2024Q2", "district"))["325@2024-01-01"] == (1, 0)
    for period, count in (("2024Q2", 161), ("2025Q2", 139), ("2025Q4", 104)):
        assert len(places.tiles(CATALOG, at(period, "commune"))) == count


@pytest.mark.parametrize(
    ("language", "name", "short"),
    [
        ("vi", "Thành phố Hưng Yên", "Hưng Yên"),
        ("vi", "Thị xã Mỹ Hào", "Mỹ Hào"),
        ("vi", "Xã A Sào", "A Sào"),
        ("vi", "Xãng", "Xãng"),
        ("en", "Van Lam District", "Van Lam"),
        ("en", "Phố Hiến Ward", "Phố Hiến"),
    ],
)
def test_short_names(language: str, name: str, short: str) -> None:
    assert places.short_name(name, words(language)("map.kinds").split("|")) == short


def test_no_two_communes_of_a_district_share_a_short_name() -> None:
    kinds = words("vi")("map.kinds").split("|")
    for period in ("2024Q2", "2025Q2", "2025Q4"):
        names = [(unit.parent_id, places.short_name(unit.name_vi, kinds)) for unit in at(period, "commune")]
        assert len(names) == len(set(names))


def test_the_office_s_file_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DXMETRICS_BOUNDARIES", raising=False)
    assert places.boundaries_file() is None
    monkeypatch.setenv("DXMETRICS_BOUNDARIES", "data/ranh-gioi.geojson")
    assert places.boundaries_file() == Path("data/ranh-gioi.geojson")
