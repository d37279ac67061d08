"""The worked vectors of metrics.md §3: rolled-up figures go in, the judging relations run, the printed numbers come out."""

from __future__ import annotations

import duckdb
import pytest

from dxmetrics.metrics.layers import made_name
from dxmetrics.store.sqlfiles import migrations, relations

JUDGING = (
    "mart.status",
    "mart.indicator_value",
    "mart.enough",
    "mart.baseline",
    "mart.history",
    "mart.line",
    "mart.status_probe",
    "mart.target_progress",
)
DOWN, UP = -1, 1

# id: stated baseline, figures by quarter index, target, deadline index, direction → attainment, required, projected, gap, status
VECTORS = {
    "L01": (0, None, {0: 0, 3: 42.857142857}, 100, 7, UP, 1.0, 14.286, 100, 0, "on_track"),
    "L02": (0, None, {0: 0, 3: 50}, 100, 7, UP, 1.1667, 12.5, 116.67, 0, "on_track"),
    "L03": (0, None, {0: 0, 3: 25}, 100, 7, UP, 0.5833, 18.75, 58.33, 41.67, "lagging"),
    "L04": (0, 40, {1: 40, 2: 40, 3: 40}, 100, 7, UP, 0, 15, 40, 100, "stagnant"),
    "L05": (0, None, {0: 40, 3: 35}, 100, 7, UP, -0.1944, 16.25, 28.33, 119.44, "regressing"),
    "L06": (0, None, {0: 40, 3: 100}, 100, 7, UP, 2.333, 0, 180, 0, "achieved"),
    "L07": (0, None, {0: 40, 7: 95}, 100, 7, UP, 0.9167, None, 95, 8.33, "missed"),
    "L10": (0, 100, {3: 100}, 100, 7, UP, None, 0, 100, None, "achieved"),
    "L11": (0, 100, {3: 97}, 100, 7, UP, None, 0.75, 93, None, "regressing"),
    "L12": (0, None, {0: 20, 3: 14}, 6, 7, DOWN, 1.0, -2, 6, 0, "on_track"),
    "L13": (2015, None, {2015: 0.37, 2025: 9.53}, 60, 2030, UP, 0.2304, 10.094, 14.11, 76.96, "lagging"),
}


def judge(
    base_index: int, stated: float | None, figures: dict[int, float], target: float, deadline: int, direction: int
) -> dict:
    """One province, one level, one indicator: its row of target_progress at the last quarter."""
    connection = duckdb.connect()
    for _, sql in migrations():
        connection.execute(sql)
    last = max(figures)
    connection.execute("insert into plan.setting values ('P', 0.9, 0.6, 90, 1, 1, 0.05, 3, 2)")
    connection.execute(
        "insert into plan.period select 'T' || i, i, i // 4, 1 + i % 4, current_date, current_date, 1 from range($f, $t) r (i)",
        {"f": base_index, "t": deadline + 1},
    )
    connection.execute(
        "insert into plan.org_unit by name select 'P' as org_unit, 'P' code, '' abbr, '' name_vi, '' name_en, '' kind,"
        " 'province' as level, '' parent, '' peer_group, '' form, false in_mt2, false it_dedicated, '' area, current_date valid_from"  # noqa: E501
    )
    connection.execute(
        "insert into plan.indicator values ('I', 0, 'I', true, 'ratio', 'plan', 'reporting', $d, true, false, 'percent', $t, $q, $b, $bq, 0, 9999)",  # noqa: E501
        {"d": direction, "t": target, "q": deadline, "b": stated, "bq": None if stated is None else base_index},
    )
    connection.execute(
        "create table mart.rollup (series int, structure int, area int, indicator varchar, member_group varchar, org_unit varchar, level varchar,"  # noqa: E501
        " period varchar, period_index int, period_structure int, units int, met int, not_met int, not_reported int,"
        " not_applicable int, partial_units int, carried_age int, numerator double, denominator double,"
        " reported_share double, value double, lower double, upper double)"
    )
    connection.execute(
        "create table mart.unit_value_in (series int, structure int, period_index int, state varchar, is_partial boolean,"
        " numerator double)"
    )
    connection.execute("create table mart.series_above (series int, above int)")
    connection.execute(
        "create table mart.series as select 1 as series, false as is_single_unit, 1 as province_series, 1 as all_series"
    )
    connection.execute("create schema made")
    for name in ("rollup", "unit_value_in"):
        _also_as_made(connection, f"mart.{name}")
    for index, value in figures.items():
        connection.execute(
            "insert into mart.rollup values (1, 1, 1, 'I', '', 'P', 'all', 'T' || $i, $i, 1, 1, null, null, 0, 0, 0, null, $v, 100, 100, $v, $v, $v)",  # noqa: E501
            {"i": index, "v": value},
        )
    for name, sql in relations():
        if name in JUDGING:
            connection.execute(f"create table {name} as {sql}")
            _also_as_made(connection, name)
    row = connection.execute("select * from mart.target_progress where period_index = $last", {"last": last})
    return dict(zip([column[0] for column in row.description], row.fetchone(), strict=True))


def _also_as_made(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """All periods are made at once here, as with a first snapshot (dxmetrics/metrics/layers.py)."""
    connection.execute(f"create view {made_name(name)} as select * from {name}")


@pytest.mark.parametrize("vector", VECTORS)
def test_published_vector(vector: str) -> None:
    base_index, stated, figures, target, deadline, direction, attainment, required, projected, gap, status = VECTORS[
        vector
    ]
    row = judge(base_index, stated, figures, target, deadline, direction)
    expected = {"plan_attainment": attainment, "required_pace": required, "projected": projected, "gap_pct": gap}
    for name, number in expected.items():
        assert row[name] == (None if number is None else pytest.approx(number, abs=0.006)), name
    assert row["status"] == status


@pytest.mark.parametrize(("stated_at", "status"), [(0, "stagnant"), (1, "lagging")])
def test_a_stated_baseline_is_a_third_value_only_before_the_others(stated_at: int, status: str) -> None:
    """40 in two quarters: with 40 stated the quarter before they are three equal values, stated for the first they are two."""
    assert judge(stated_at, 40, {1: 40, 2: 40}, 100, 7, UP)["status"] == status
