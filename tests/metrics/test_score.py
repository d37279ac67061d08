"""The international score against results published by Statistics Canada and two live Open SDG sites (metrics.md §4)."""

from __future__ import annotations

import pytest

from dxmetrics.metrics.score import Measurement, score

PUBLISHED = [
    (
        Measurement(14.5, 2015, 10.4, 2023, -1, target=7.25, target_year=2030),
        0.9010899546976208,
        2.1506954374096354,
        "moderate_progress",
    ),
    (
        Measurement(14.5, 2015, 10.2, 2023, -1, target=7.25, target_year=2030),
        0.9525901792032172,
        2.5185563910306596,
        "substantial_progress",
    ),
    (
        Measurement(0.37, 2015, 9.53, 2025, 1, target=60, target_year=2030),
        0.9504069883014249,
        2.502962076738248,
        "substantial_progress",
    ),
    (
        Measurement(10.1, 2015, 13.7, 2023, 1, target=30, target_year=2030),
        0.5160064971944834,
        -0.34995572813974585,
        "limited_progress",
    ),
    (
        Measurement(42, 2019, 40, 2024, 1, target=60, target_year=2026),
        -0.18576295071190677,
        -3.274018486731302,
        "deterioration",
    ),
    (Measurement(70, 2015, 55, 2023, -1, target=100, target_year=2030), 1.2340549664701979, 5, "target_achieved"),
    (Measurement(66.6, 2016, 71.4, 2023, 1, limit=100), 0.009991483690946268, 1.739752850099936, "moderate_progress"),
    (Measurement(79.82, 2015, 80, 2020, 1, limit=100), 0.0004506085041826591, -2.1437311547039553, "limited_progress"),
    (Measurement(178.8, 2015, 173.3, 2025, -1), 0.003119490847657058, -0.9402545761714709, "limited_progress"),
]


@pytest.mark.parametrize(("measured", "value", "points", "status"), PUBLISHED)
def test_published_result(measured: Measurement, value: float, points: float, status: str) -> None:
    found = score(measured)
    assert found.progress_value == pytest.approx(value, abs=1e-9)
    assert found.score == pytest.approx(points, abs=1e-9)
    assert found.status == status


@pytest.mark.parametrize(
    "measured",
    [Measurement(1, 2020, 2, 2020, 1), Measurement(1, 2021, 2, 2020, 1), Measurement(-1, 2015, 2, 2020, 1)],
    ids=["one year", "base after current", "opposite signs"],
)
def test_not_available(measured: Measurement) -> None:
    assert score(measured).status == "not_available"


def test_base_zero_counts_as_a_thousandth() -> None:
    nearly = score(Measurement(0.001, 2015, 9, 2020, 1, target=60, target_year=2030))
    assert score(Measurement(0, 2015, 9, 2020, 1, target=60, target_year=2030)) == nearly


def test_target_equal_to_base_has_no_ratio() -> None:
    assert score(Measurement(60, 2015, 61, 2020, 1, target=60, target_year=2030)).status == "target_achieved"
    assert score(Measurement(60, 2015, 59, 2020, 1, target=60, target_year=2030)).status == "not_available"
