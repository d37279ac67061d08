"""What changed between two quarters and between two moments, in a world small enough to tell by hand
(tests/helpers/worlds.py)."""

from __future__ import annotations

from datetime import datetime

import pytest

from dxmetrics import metrics
from dxmetrics.errors import PeriodError
from dxmetrics.periods import Period
from tests.helpers.worlds import AB, PROVINCE, X13, X14, X15, X21, X22, X23, A, B, C, D, World, focal_points

LATER = datetime(2026, 2, 1)


def told(world: World, quarter: str, since=None, indicator: str = "MT2") -> set[tuple]:
    """(kind, unit, level, old status, new status) of one indicator."""
    frame = metrics.changes(world.store, quarter, since, as_of=LATER)
    rows = frame[frame["indicator"] == indicator]
    return set(zip(*(rows[name] for name in ("kind", "org_unit", "level", "old_status", "new_status")), strict=True))


def test_who_did_it_and_who_no_longer_does(world: World) -> None:
    focal_points(world, "2024Q2", C)
    focal_points(world, "2024Q3", A)
    found = told(world, "2024Q3")
    assert ("achieved", A, "department", "not_met", "achieved") in found
    assert ("regressed", C, "department", "achieved", "regressing") in found
    assert not {row for row in found if row[1] == B}
    assert ("status", PROVINCE, "department", "not_assessable", "lagging") in found, "one of three, as before"


def test_a_later_quarter_may_be_compared_with_any_earlier_one(world: World) -> None:
    focal_points(world, "2024Q2")
    focal_points(world, "2024Q3", A)
    focal_points(world, "2024Q4", A, B)
    assert {row[1] for row in told(world, "2024Q4") if row[0] == "achieved"} == {B}
    assert {row[1] for row in told(world, "2024Q4", Period(2024, 2)) if row[0] == "achieved"} == {A, B}


def test_silence_regresses_nobody(world: World) -> None:
    focal_points(world, "2024Q2", A, B, C)
    focal_points(world, "2024Q3", B, C, of=(B, C))
    frame = metrics.changes(world.store, "2024Q3", as_of=LATER)
    assert "regressed" not in set(frame["kind"])
    assert {(row.kind, row.org_unit) for row in frame.itertuples() if row.kind.endswith("reporter")} == {
        ("lost_reporter", A)
    }


def test_a_merged_unit_is_compared_with_all_it_comes_from(world: World) -> None:
    """A had one and B not: AB with one has achieved it, AB without has lost nothing."""
    focal_points(world, "2024Q4", A, C)
    world.put(AB, "2025Q1", {"D12": True})
    assert ("achieved", AB, "department", "not_met", "achieved") in told(world, "2025Q1")
    world.put(AB, "2025Q1", {"D12": False})
    assert not {row for row in told(world, "2025Q1") if row[1] == AB}


def test_a_merged_unit_loses_what_all_had(world: World) -> None:
    focal_points(world, "2024Q4", A, B)
    world.put(AB, "2025Q1", {"D12": False})
    found = [row for row in told(world, "2025Q1") if row[1] == AB]
    assert found == [("regressed", AB, "department", "achieved", "regressing")]


def test_the_comparison_is_over_the_land_that_both_have_and_says_so(world: World) -> None:
    world.put(D, "2025Q2", about={X15: {"D61": True}, X13: {"D61": True}, X14: {"D61": False}})
    for unit, answer in ((X21, True), (X22, True), (X23, False)):
        world.put(unit, "2025Q3", {"D61": answer})
    frame = metrics.changes(world.store, "2025Q3", as_of=LATER)
    row = frame[(frame["indicator"] == "MT2") & (frame["org_unit"] == PROVINCE) & (frame["level"] == "commune")].iloc[0]
    assert (row["old"], row["new"], row["comparable_units"], row["units"]) == (50, 100, 2, 3)
    assert X23 not in set(frame["org_unit"]), "it has nothing to be compared with"


def test_a_number_that_fell_by_more_than_the_tolerance(world: World) -> None:
    for quarter, used in (("2024Q2", 80), ("2024Q3", 79), ("2024Q4", 70)):
        world.put(C, quarter, {"D70.2": used, "D71.2": 100})
    assert not {row for row in told(world, "2024Q3", indicator="MT3") if row[1] == C and row[0] == "regressed"}
    assert {row[0] for row in told(world, "2024Q4", indicator="MT3") if row[1] == C} == {"regressed"}


def test_no_history_crosses_the_year_of_an_annual_target(world: World) -> None:
    world.put(C, "2024Q4", {"D43": 4, "D46": 4})
    world.put(C, "2025Q1", {"D43": 0, "D46": 4})
    assert told(world, "2025Q1", indicator="MT6") == set()


# Moments


def test_between_two_moments_a_correction_shows_as_such(world: World) -> None:
    world.put(C, "2024Q2", {"D12": True, "D01": 30, "D02": 5}, received=datetime(2024, 6, 16))
    second = world.put(C, "2024Q2", {"D12": False, "D01": 31, "D13.name": "x"}, received=datetime(2024, 7, 1))
    frame = metrics.changes(world.store, "2024Q2", datetime(2024, 6, 20), as_of=LATER)
    restated = frame[frame["kind"] == "restated"].set_index("data_element")
    assert {code: (row["old"], row["new"]) for code, row in restated.iterrows()} == {
        "D12": (True, False), "D01": (30, 31), "D02": (5, None), "D13.name": ("***", "***"),
    }  # fmt: skip
    row = restated.loc["D01"]
    assert (row["revision"], row["file"], row["event"], row["at"]) == (2, "f.xlsx", "accepted", datetime(2024, 7, 1))
    assert ("regressed", C) in {(kind, unit) for kind, unit in zip(frame["kind"], frame["org_unit"], strict=True)}
    world.happen(second, "withdrawn", datetime(2024, 8, 1))
    assert metrics.changes(world.store, "2024Q2", datetime(2024, 6, 20), as_of=LATER).empty
    back = metrics.changes(world.store, "2024Q2", datetime(2024, 7, 2), as_of=LATER)
    assert set(back[back["kind"] == "restated"]["event"]) == {"withdrawn"}


def test_between_two_moments_who_came_and_who_was_taken_back(world: World) -> None:
    world.put(C, "2024Q2", {"D12": True}, received=datetime(2024, 6, 16))
    first = world.put(B, "2024Q2", {"D12": True}, received=datetime(2024, 6, 16))
    world.put(A, "2024Q2", {"D12": True}, received=datetime(2024, 7, 1))
    world.happen(first, "withdrawn", datetime(2024, 7, 2))
    frame = metrics.changes(world.store, "2024Q2", datetime(2024, 6, 20), as_of=LATER)
    kinds = {(row.kind, row.org_unit) for row in frame.itertuples() if row.kind.endswith("reporter")}
    assert kinds == {("new_reporter", A), ("lost_reporter", B)}


def test_nothing_changed_since_now(world: World) -> None:
    focal_points(world, "2024Q2", A)
    assert metrics.changes(world.store, "2024Q2", LATER, as_of=LATER).empty


def test_a_correction_between_two_quarters_is_told_with_them(world: World) -> None:
    world.put(C, "2024Q2", {"D01": 30}, received=datetime(2024, 6, 16))
    world.put(C, "2024Q3", {"D01": 30}, received=datetime(2024, 9, 16))
    world.put(C, "2024Q2", {"D01": 25}, received=datetime(2024, 9, 20))
    frame = metrics.changes(world.store, "2024Q3", as_of=LATER)
    rows = frame[frame["kind"] == "restated"]
    assert [(row.period, row.old, row.new) for row in rows.itertuples()] == [("2024Q2", 30, 25)]


def test_the_first_quarter_has_nothing_before_it(world: World) -> None:
    world.put(C, "2024Q2", {"D12": True})
    with pytest.raises(PeriodError, match="2024Q2"):
        metrics.changes(world.store, "2024Q2", as_of=LATER)


def test_communes_that_rode_along_are_no_new_reporters(world: World) -> None:
    world.put(D, "2025Q2", about={unit: {"D61": True} for unit in (X15, X13, X14)})
    for unit in (X21, X22, X23):
        world.put(unit, "2025Q3", {"D61": True})
    frame = metrics.changes(world.store, "2025Q3", as_of=LATER)
    assert not {unit for kind, unit in zip(frame["kind"], frame["org_unit"], strict=True) if kind == "new_reporter"}
