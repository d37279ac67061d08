"""Earlier quarters on later units, one area, breaks, computed by hand in the tiny world (metrics.md §6)."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
import pytest

from dxmetrics import metrics
from dxmetrics.errors import StoreError
from tests.helpers.worlds import AB, X11, X12, X13, X14, X15, X21, X22, X23, A, B, C, D, E, World, focal_points

OLD = (X11, X12, X13, X14)


def communes(world: World, period: str, *yes: str, of: tuple[str, ...] = OLD) -> None:
    """D's return: which of its communes have a focal point, of those it speaks about; D itself has one."""
    world.put(D, period, {"D12": True}, about={unit: {"D61": unit in yes} for unit in of})


# As is


def test_counts_add_and_a_yes_needs_every_predecessor(world: World) -> None:
    """11 yes, 12 no, 13 and 14 yes: on the units of 1/12/2024 that is 15 no, 13 yes, 14 yes."""
    communes(world, "2024Q3", X11, X13, X14)
    row = world.row("MT2", "2024Q3", level="commune", structure="as_is", on="2024Q4")
    assert (row["met"], row["not_met"], row["denominator"], row["value"]) == (2, 1, 3, pytest.approx(200 / 3))
    assert (row["predecessors_met"], row["predecessors"]) == (3, 4), "k of n stay those of the quarter"
    assert (row["structure"], row["period_structure"]) == (2, 1)


def test_the_default_is_the_newest_quarter_that_has_begun(world: World) -> None:
    communes(world, "2024Q3", X11, X13, X14)
    row = world.row("MT2", "2024Q3", level="commune", structure="as_is")
    assert (row["structure"], row["met"], row["not_met"], row["denominator"]) == (5, 1, 1, 2)
    then = {"structure": "as_is", "as_of": datetime(2024, 12, 10)}
    assert world.row("MT2", "2024Q3", level="commune", **then)["structure"] == 2, "2024Q4, by its cut-off"


def test_land_outside_the_province_is_not_counted_earlier(world: World) -> None:
    """23 joined on 1/7/2025: before that the communes of today are two."""
    for unit in (X21, X22, X23):
        world.put(unit, "2025Q3", {"D61": True})
    assert world.row("MT2", "2025Q3", level="commune", structure="as_is")["denominator"] == 3
    communes(world, "2025Q2", X15, X13, X14, of=(X15, X13, X14))
    assert world.row("MT2", "2025Q2", level="commune", structure="as_is")["denominator"] == 2


def test_a_silent_predecessor_makes_a_count_partial(world: World) -> None:
    """AB's members of group 2 in 2024Q4 are A's alone: B was silent."""
    world.put(A, "2024Q4", {"D70.2": 3, "D71.2": 10})
    world.put(C, "2024Q4", {"D70.2": 5, "D71.2": 10})
    row = world.row("MT3", "2024Q4", AB, group="ML2", structure="as_is")
    assert (row["numerator"], row["denominator"], row["partial_units"]) == (3, 10, 1)
    whole = world.row("MT3", "2024Q4", group="ML2", structure="as_is")
    assert (whole["numerator"], whole["denominator"], whole["partial_units"]) == (8, 20, 1)


def test_a_districts_office_leaves_and_the_row_says_so(world: World) -> None:
    focal_points(world, "2024Q2", A)
    communes(world, "2024Q2", X11)
    row = world.row("MT2", "2024Q2", level="all", structure="as_is")
    assert (row["left_units"], row["denominator"]) == (1, 4), "AB, C, 21, 22; D's office is gone"
    rows = metrics.progress(world.store, "2024Q2", target="MT2", structure="as_is")
    assert set(rows["level"]) == {"all", "department", "commune"}, "no district is left to have a row"
    assert world.row("MT2", "2024Q2", level="all")["left_units"] == 0


def test_the_line_of_a_folded_row_is_that_of_its_level_folded(world: World) -> None:
    """Baseline 2024Q2 folded onto 21 and 22 is 0; at 2024Q4 one of the two: 50 % where a third is planned."""
    communes(world, "2024Q2")
    communes(world, "2024Q4", X14, of=(X15, X13, X14))
    row = world.row("MT2", "2024Q4", level="commune", structure="as_is")
    assert (row["value"], row["baseline"], row["baseline_period"]) == (50, 0, "2024Q2")
    assert (row["planned_now"], row["plan_attainment"]) == (pytest.approx(100 / 3), pytest.approx(1.5))
    assert (row["pace"], row["status"]) == (25, "on_track")
    own = world.row("MT2", "2024Q4", level="commune")
    assert (own["value"], own["plan_attainment"], own["status"]) == (
        pytest.approx(100 / 3),
        pytest.approx(1),
        "on_track",
    )


def test_a_folded_unit_regresses_by_its_own_folded_past(world: World) -> None:
    """All of 21's land had one in 2024Q2, 12 lost it: folded, 21 had and has it no longer."""
    communes(world, "2024Q2", *OLD)
    communes(world, "2024Q3", X11, X13, X14)
    row = world.row("MT2", "2024Q3", X21, "commune", structure="as_is")
    assert (row["status"], row["predecessors_met"], row["predecessors"]) == ("regressing", 2, 3)


def test_peer_groups_are_those_of_the_units_asked_for(world: World) -> None:
    communes(world, "2024Q3", X11)
    rows = metrics.progress(world.store, "2024Q3", target="MT2", by="unit", structure="as_is")
    units = rows[rows["indicator"] == "MT2"].set_index("org_unit")["peer_group"]
    assert units[X21] == "commune" and X11 not in units.index and D not in units.index
    districts = metrics.progress(world.store, "2024Q3", target="MT2", by="unit").set_index("org_unit")
    assert D in districts.index, "districts stay readable as history, as they were"


def test_later_units_are_not_folded_backwards(world: World) -> None:
    with pytest.raises(StoreError, match="later_structure"):
        metrics.progress(world.store, "2025Q3", structure="as_is", on="2024Q4")


def test_a_split_is_flagged_on_both_its_sides(split_world: World) -> None:
    """13 is split on 1/7/2025: whole to 21 by default, in truth a part of it is 22's now."""
    communes(split_world, "2024Q2", X13)
    rows = metrics.progress(split_world.store, "2024Q2", target="MT2", by="unit", structure="as_is")
    flags = rows[(rows["indicator"] == "MT2") & (rows["level"] == "commune")].set_index("org_unit")["split_units"]
    assert flags[X21] == flags[X22] == 1
    assert split_world.row("MT2", "2024Q2", level="commune", structure="as_is")["split_units"] == 2
    before = split_world.row("MT2", "2024Q2", level="commune", structure="as_is", on="2024Q4")
    assert before["split_units"] == 0, "not yet split then"


# Law: on one structure both views are one


@pytest.mark.parametrize("on", ["2024Q2", "2024Q4", "2025Q2", "2025Q4"])
def test_as_is_equals_as_was_on_one_structure(world: World, on: str) -> None:
    history(world)
    structure = world.store.catalog.structure_of
    same = [
        period for period in world.store.catalog.periods() if structure(period) == structure(type(period).parse(on))
    ]
    assert same
    for period in same:
        for by in (None, "unit"):
            plain = metrics.progress(world.store, period, by=by)
            folded = metrics.progress(world.store, period, by=by, structure="as_is", on=on)
            pd.testing.assert_frame_equal(plain[folded.columns], folded, check_dtype=False)


def history(world: World) -> None:
    """Something for every quarter, with silence and a fall."""
    focal_points(world, "2024Q2", A)
    focal_points(world, "2024Q3", A, B, of=(A, B))
    focal_points(world, "2024Q4", A, C)
    communes(world, "2024Q2", X11, X13)
    communes(world, "2024Q3", X11, X12, X13)
    communes(world, "2025Q1", X15, of=(X15, X13))
    for quarter, used in (("2024Q2", 2), ("2024Q4", 4), ("2025Q2", 6), ("2025Q3", 5)):
        world.put(E, quarter, {"D70.5": used, "D71.5": 10})
    world.put(AB, "2025Q1", {"D12": True, "D01": 10})
    world.put(X21, "2025Q3", {"D61": True})
    world.put(X23, "2025Q3", {"D61": False})


# Area


def test_the_old_land_alone(world: World) -> None:
    """23's land joined on 1/7/2025 and lay in another province (area elsewhere): two communes, not three."""
    for unit in (X21, X22, X23):
        world.put(unit, "2025Q3", {"D61": unit == X21})
    row = world.row("MT2", "2025Q3", level="commune", area="old")
    assert (row["met"], row["denominator"], row["value"]) == (1, 2, 50)
    assert world.row("MT2", "2025Q3", level="commune")["denominator"] == 3
    units = metrics.progress(world.store, "2025Q3", by="unit", area="old")["org_unit"]
    assert X23 not in set(units) and {X21, X22, AB} <= set(units)


def test_the_old_land_folded(world: World) -> None:
    communes(world, "2025Q2", X15, X13, of=(X15, X13, X14))
    old = world.row("MT2", "2025Q2", level="commune", structure="as_is", area="old")
    assert (old["met"], old["denominator"]) == (1, 2)


# Trends and their breaks


def test_breaks_of_a_row_where_its_own_units_changed(world: World) -> None:
    history(world)
    frame = metrics.trend(world.store, target="MT2")
    found = {
        level: list(rows[rows["is_break"]]["period"])
        for level, rows in frame[frame["indicator"] == "MT2"].groupby("level")
    }
    assert found == {
        "all": ["2024Q4", "2025Q1", "2025Q3"],
        "commune": ["2024Q4", "2025Q3"],
        "department": ["2025Q1"],
        "district": [],
    }


def test_folded_the_line_breaks_only_where_land_joined(world: World) -> None:
    history(world)
    frame = metrics.trend(world.store, target="MT2", structure="as_is")
    frame = frame[(frame["indicator"] == "MT2") & frame["is_break"]]
    assert set(zip(frame["level"], frame["period"], strict=True)) == {("all", "2025Q3"), ("commune", "2025Q3")}


def test_taking_in_a_neighbour_under_the_same_name_breaks_the_units_own_line(split_world: World) -> None:
    """In that world 14 takes in 12 on 1/12/2024 and keeps its identity."""
    for quarter in ("2024Q3", "2024Q4", "2025Q1"):
        communes(split_world, quarter, X14, of=(X11, X12, X13, X14) if quarter == "2024Q3" else (X15, X13, X14))
    for unit, expected in ((X14, ["2024Q4"]), (X13, [])):
        frame = metrics.trend(split_world.store, target="MT2", unit=unit)
        assert list(frame[(frame["indicator"] == "MT2") & frame["is_break"]]["period"]) == expected


# Units to go


def test_who_is_left_to_do_it(world: World) -> None:
    focal_points(world, "2024Q2", A)
    focal_points(world, "2024Q3", A, of=(A, B))
    rows = metrics.units_to_go(world.store, "2024Q3", "MT2", "department")
    assert list(zip(rows["org_unit"], rows["status"], rows["last_value"], rows["last_period"], strict=True)) == [
        (B, "not_met", 0, "2024Q3"),
        (C, "not_reported", 0, "2024Q2"),
    ]
    assert len(rows) == world.row("MT2", "2024Q3")["units_to_go"]
