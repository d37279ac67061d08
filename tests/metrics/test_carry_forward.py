"""Carry-forward, computed by hand in the tiny world: only when asked for, only stocks, always with its age (metrics.md §2)."""

from __future__ import annotations

from datetime import datetime

import pytest

from dxmetrics import metrics
from tests.helpers.worlds import AB, KAD, X11, X12, X13, X14, X15, X21, A, B, C, D, E, World, focal_points

CARRY = {"carry_forward": True}


def test_a_missing_stock_is_the_units_last_one_with_its_age(world: World) -> None:
    """B and C said yes and no in 2024Q2 and nothing since; two quarters later only A speaks."""
    focal_points(world, "2024Q2", A, B)
    focal_points(world, "2024Q4", A, of=(A,))
    plain, carried = (world.row("MT2", "2024Q4", **options) for options in ({}, CARRY))
    assert (plain["met"], plain["not_met"], plain["not_reported"], plain["carried_age"]) == (1, 0, 2, None)
    assert (carried["met"], carried["not_met"], carried["not_reported"]) == (2, 1, 0)
    assert (carried["carried_units"], carried["carried_age"], carried["reported_share"]) == (2, 2, 100)
    assert (plain["carried_units"], carried["value"]) == (0, pytest.approx(200 / 3))


def test_what_was_said_this_quarter_is_never_replaced(world: World) -> None:
    focal_points(world, "2024Q2", A, B, C)
    focal_points(world, "2024Q3", of=(A, B))
    row = world.row("MT2", "2024Q3", **CARRY)
    assert (row["met"], row["not_met"], row["carried_units"], row["carried_age"]) == (1, 2, 1, 1)


def test_the_last_value_counts_not_the_first(world: World) -> None:
    focal_points(world, "2024Q2", C, of=(C,))
    focal_points(world, "2024Q3", of=(C,))
    row = world.row("MT2", "2025Q1", C, **CARRY)
    assert (row["met"], row["not_met"], row["carried_age"]) == (0, 1, 2)


def test_nothing_was_ever_said(world: World) -> None:
    focal_points(world, "2024Q4", A, of=(A,))
    assert world.row("MT2", "2024Q3", **CARRY)["not_reported"] == 3, "a later value is not carried back"


def test_a_flow_is_not_carried(world: World) -> None:
    """D70, used a platform in the quarter, is a flow: with the stock D71 alone the pair stays half."""
    world.put(E, "2024Q2", {"D70.5": 4, "D71.5": 10})
    row = world.row("MT3", "2024Q3", level="network", **CARRY)
    assert (row["not_reported"], row["value"], row["upper"], row["carried_units"]) == (1, None, 100, 0)


def test_a_stock_pair_is_carried(world: World) -> None:
    """D72, members with access, is a stock like D71."""
    world.put(E, "2024Q2", {"D72.5": 4, "D71.5": 10})
    row = world.row("MT3a", "2024Q4", level="network", **CARRY)
    assert (row["numerator"], row["denominator"], row["value"], row["carried_age"]) == (4, 10, 40, 2)
    assert (row["not_reported"], row["carried_units"]) == (0, 1)


def test_half_a_pair_is_filled_with_its_other_half(world: World) -> None:
    world.put(E, "2024Q2", {"D72.5": 4, "D71.5": 10})
    world.put(E, "2024Q3", {"D71.5": 20})
    row = world.row("MT3a", "2024Q3", level="network", **CARRY)
    assert (row["value"], row["carried_units"], row["carried_age"]) == (20, 1, 1)


def test_a_merged_bodys_last_value_is_its_predecessors_folded(world: World) -> None:
    """Posts add; a yes of A and a no of B are a no; the older of the two tells the age."""
    world.put(A, "2024Q3", {"D01": 10, "D12": True})
    world.put(B, "2024Q4", {"D01": 20, "D12": False})
    posts = world.row("RB1", "2025Q1", AB, **CARRY)
    assert (posts["value"], posts["carried_units"], posts["carried_age"]) == (30, 1, 2)
    focal = world.row("MT2", "2025Q1", AB, **CARRY)
    assert (focal["not_met"], focal["carried_age"]) == (1, 2)


def test_a_predecessor_that_never_spoke_leaves_the_sum_open(world: World) -> None:
    world.put(A, "2024Q3", {"D01": 10, "D12": True})
    assert world.row("RB1", "2025Q1", AB, **CARRY)["value"] is None
    assert world.row("MT2", "2025Q1", AB, **CARRY)["not_reported"] == 1
    world.put(B, "2024Q4", {"D12": True, "D01": KAD})
    assert world.row("RB1", "2025Q1", AB, **CARRY)["value"] == 10, "what does not apply is left out"
    assert world.row("MT2", "2025Q1", AB, **CARRY)["met"] == 1


def test_folded_over_two_changes(world: World) -> None:
    """21 carries on 15 (of 11 and 12) and 13. 15 spoke for itself, 13 only in 2024Q2."""
    world.put(D, "2024Q2", about={unit: {"D61": unit != X11} for unit in (X11, X12, X13, X14)})
    world.put(D, "2025Q1", about={X15: {"D61": True}})
    row = world.row("MT2", "2025Q4", X21, "commune", **CARRY)
    assert (row["met"], row["carried_age"]) == (1, 6), "11's no is overtaken by 15's yes; 13's yes is six quarters old"


def test_not_applicable_last_time_is_nothing_to_carry(world: World) -> None:
    world.put(C, "2024Q2", {"D01": 5})
    world.put(C, "2024Q3", {"D01": KAD})
    row = world.row("RB1", "2024Q4", C, **CARRY)
    assert (row["not_reported"], row["carried_units"]) == (1, 0)


def test_quarters_to_come_are_not_filled(world: World) -> None:
    focal_points(world, "2024Q2", A, B, C)
    then = {"as_of": datetime(2024, 10, 1), **CARRY}
    assert world.row("MT2", "2024Q4", **then)["met"] == 3
    assert world.row("MT2", "2025Q1", **then)["not_reported"] == 2, "AB and C"


def test_lagging_knows_nothing_of_it(world: World) -> None:
    focal_points(world, "2024Q2", A, B, C)
    before = metrics.lagging(world.store, "2024Q3").to_dict("records")
    assert world.row("MT2", "2024Q3", **CARRY)["met"] == 3
    assert metrics.lagging(world.store, "2024Q3").to_dict("records") == before
    assert {reason for unit, reason, _ in world.reasons("2024Q3") if unit == C} == {"no_return"}


def test_carried_stocks_read_as_if_they_had_been_reported(world: World) -> None:
    """The law: what carry-forward prints is what the plain answer prints once the same cells are sent."""
    focal_points(world, "2024Q2", A)
    focal_points(world, "2024Q3", A, B, of=(A, B))
    world.put(E, "2024Q2", {"D72.5": 4, "D71.5": 10})
    carried = {quarter: metrics.progress(world.store, quarter, by="unit", **CARRY) for quarter in ("2024Q3", "2024Q4")}
    focal_points(world, "2024Q3", of=(C,))
    focal_points(world, "2024Q4", A, B)
    for quarter in carried:
        world.put(E, quarter, {"D72.5": 4, "D71.5": 10})
    for quarter, rows in carried.items():
        sent = metrics.progress(world.store, quarter, by="unit")
        for indicator in ("MT2", "MT3a"):
            one, other = (
                frame[frame["indicator"] == indicator].set_index(["org_unit", "level"]).sort_index()
                for frame in (rows, sent)
            )
            names = [name for name in one.columns if name not in ("carried_age", "carried_units", *MARKS)]
            assert one[names].equals(other[names]), (quarter, indicator)


MARKS = ("is_restated", "frozen_value", "frozen_status")


def test_carried_and_folded_together(world: World) -> None:
    """B fell silent before the merger: on AB its last yes counts, one quarter old."""
    focal_points(world, "2024Q3", A, B)
    focal_points(world, "2024Q4", A, of=(A,))
    row = world.row("MT2", "2024Q4", AB, structure="as_is", **CARRY)
    assert (row["met"], row["carried_units"], row["carried_age"]) == (1, 1, 1)
    assert world.row("MT2", "2024Q4", AB, structure="as_is")["not_reported"] == 1
