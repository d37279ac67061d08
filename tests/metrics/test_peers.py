"""A unit beside its peer group, worked out a second way from the progress rows."""

from statistics import median

import pytest

from dxmetrics import metrics
from dxmetrics.store import Store

PERIOD = "2024Q2"


@pytest.mark.parametrize("unit", ["331@2024-01-01", "SNV@2024-01-01", "11953@2024-01-01"])
def test_peers_are_the_units_of_the_group_and_the_median_is_the_others(one_quarter_store: Store, unit: str) -> None:
    units = one_quarter_store.catalog.units
    own = units[unit]
    found = metrics.peers(one_quarter_store, PERIOD, unit)
    every = metrics.progress(one_quarter_store, PERIOD, by="unit")
    group = every[
        [
            units[row.org_unit].peer_group == own.peer_group and units[row.org_unit].level == row.level
            for row in every.itertuples()
        ]
    ]
    assert {units[other].peer_group for other in found["org_unit"]} == {own.peer_group}
    assert sorted(zip(found["indicator"], found["org_unit"], strict=True)) == sorted(
        zip(group["indicator"], group["org_unit"], strict=True)
    )
    for indicator, rows in found.groupby("indicator"):
        others = [row.value for row in rows.itertuples() if row.org_unit != unit and row.value == row.value]
        expected = median(others) if others else float("nan")
        assert list(rows["peers_median"]) == pytest.approx([expected] * len(rows), nan_ok=True), indicator


def test_a_group_that_is_silent_has_no_median(empty_store: Store) -> None:
    found = metrics.peers(empty_store, PERIOD, "331@2024-01-01")
    assert found["peers_median"].isna().all()
