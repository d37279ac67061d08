"""Lagging, reporting and what was known when, in a world small enough to compute by hand (tests/helpers/worlds.py)."""

from __future__ import annotations

from datetime import datetime

from dxmetrics import metrics
from tests.helpers.worlds import AB, PROVINCE, X11, X12, X13, X14, A, B, C, D, E, World, focal_points

LATER = datetime(2026, 2, 1)


def test_nothing_is_late_before_it_is_due(world: World) -> None:
    assert world.reasons("2024Q2", as_of=datetime(2024, 6, 17, 23, 59, 59)) == set()
    due = {(unit, "no_return", "") for unit in (A, B, C, D, E)}
    assert world.reasons("2024Q2", as_of=datetime(2024, 6, 18)) == due


def test_a_pending_return_is_neither_missing_nor_rejected(world: World) -> None:
    world.put(C, "2024Q2", {"D12": True}, event="pending", received=datetime(2024, 6, 16))
    world.put(B, "2024Q2", {"D12": True}, event="rejected", received=datetime(2024, 6, 16))
    reasons = {(unit, reason) for unit, reason, _ in world.reasons("2024Q2", as_of=LATER)}
    assert (B, "rejected") in reasons and (A, "no_return") in reasons
    assert not {reason for unit, reason in reasons if unit == C}
    states = metrics.reporting(world.store, "2024Q2", as_of=LATER).set_index("org_unit")["state"]
    assert (states[C], states[B], states[A]) == ("pending", "rejected", "missing")
    assert world.row("MT2", "2024Q2", C)["status"] == "not_reported"


def test_a_return_without_the_value(world: World) -> None:
    world.put(C, "2024Q2", {"D70.2": 1, "D71.2": 1, "D43": 1, "D46": 1})
    assert world.reasons("2024Q2", as_of=LATER) >= {(C, "no_value", "MT2")}
    assert (C, "no_return", "") not in world.reasons("2024Q2", as_of=LATER)


def test_days_late_are_calendar_days_of_the_first_file_not_rejected(world: World) -> None:
    world.put(C, "2024Q2", {"D12": True}, event="rejected", received=datetime(2024, 6, 15))
    world.put(C, "2024Q2", {"D12": True}, received=datetime(2024, 6, 20, 8))
    row = metrics.reporting(world.store, "2024Q2", as_of=LATER).set_index("org_unit").loc[C]
    assert (row["state"], row["days_late"], row["revision"], row["received_at"]) == (
        "accepted",
        3,
        2,
        datetime(2024, 6, 20, 8),
    )


def test_a_no_is_not_lagging_until_its_level_is_or_the_deadline_nears(world: World) -> None:
    """The departments are on track with 2 of 3, so C's no is only to go; two quarters before the deadline it lags."""
    focal_points(world, "2024Q2")
    focal_points(world, "2024Q3", A, B)
    assert (C, "below_plan", "MT2") not in world.reasons("2024Q3", as_of=LATER)
    world.put(C, "2025Q2", {"D12": False})
    assert (C, "below_plan", "MT2") in world.reasons("2025Q2", as_of=LATER)


def test_worse_than_last_time_and_short_of_the_target(world: World) -> None:
    for quarter, used in (("2024Q2", 5), ("2024Q3", 9), ("2024Q4", 7)):
        world.put(E, quarter, {"D70.5": used, "D71.5": 10})
    assert (E, "regressed", "MT3") in world.reasons("2024Q4", as_of=LATER)
    assert (E, "regressed", "MT3") not in world.reasons("2024Q3", as_of=LATER)


def test_a_successor_inherits_the_longest_run(world: World) -> None:
    """A is silent for three quarters, B for the last of them; their successor is silent too."""
    for quarter in ("2024Q2", "2024Q3"):
        world.put(B, quarter, {"D12": True, "D70.2": 1, "D71.2": 1, "D43": 1, "D46": 1})
    frame = metrics.lagging(world.store, "2025Q1", as_of=LATER).set_index("org_unit")
    assert frame.loc[AB, "quarters_lagging"] == 4
    units = metrics.lagging(world.store, "2024Q4", as_of=LATER).drop_duplicates("org_unit").set_index("org_unit")
    assert (units.loc[A, "quarters_lagging"], units.loc[B, "quarters_lagging"]) == (3, 1)


def test_silence_never_ranks_better_than_a_poor_figure(world: World) -> None:
    poor = {"D12": False, "D70.2": 1, "D71.2": 10, "D43": 0, "D46": 4}
    chief = {**poor, "D70.1": 0, "D71.1": 10, "D03": 1, "D04": 1}
    for quarter, senders in (("2024Q2", {A: chief, B: poor, C: poor}), ("2024Q3", {A: chief, B: poor})):
        for unit, cells in senders.items():
            world.put(unit, quarter, cells)
    ranked = list(metrics.lagging_units(world.store, "2024Q3", as_of=LATER)["org_unit"])
    assert ranked.index(C) < ranked.index(B)


# Knowing


def test_as_of_answers_with_what_was_accepted_then(world: World) -> None:
    world.put(C, "2024Q2", {"D12": False}, received=datetime(2024, 6, 16))
    world.put(C, "2024Q2", {"D12": True}, received=datetime(2024, 7, 1))
    assert world.row("MT2", "2024Q2", C, as_of=datetime(2024, 6, 20))["met"] == 0
    assert world.row("MT2", "2024Q2", C, as_of=datetime(2024, 7, 2))["met"] == 1
    assert world.row("MT2", "2024Q2", C, as_of=datetime(2024, 6, 1))["not_reported"] == 1


def test_withdrawing_puts_the_revision_before_back_in_force(world: World) -> None:
    world.put(C, "2024Q2", {"D12": True})
    second = world.put(C, "2024Q2", {"D12": False})
    assert world.row("MT2", "2024Q2", C)["met"] == 0
    world.happen(second, "withdrawn", datetime(2024, 8, 1))
    assert world.row("MT2", "2024Q2", C)["met"] == 1
    assert world.row("MT2", "2024Q2", C, as_of=datetime(2024, 7, 1))["met"] == 0


def test_a_late_correction_of_an_earlier_revision_does_not_win_by_coming_later(world: World) -> None:
    first = world.put(C, "2024Q2", {"D12": True}, event="pending")
    world.put(C, "2024Q2", {"D12": False})
    world.happen(first, "accepted", datetime(2024, 9, 1))
    assert world.row("MT2", "2024Q2", C)["met"] == 0, "the accepted one with the highest revision counts"


def test_the_province_counts_everyone_once(world: World) -> None:
    focal_points(world, "2024Q2", A)
    world.put(D, "2024Q2", {"D12": True}, about={commune: {"D61": commune == X11} for commune in (X11, X12, X13, X14)})
    row = world.row("MT2", "2024Q2", PROVINCE, "all")
    assert (row["met"], row["denominator"], row["value"]) == (3, 8, 37.5)
    own = world.row("MT2", "2024Q2", D, "all")
    assert (own["met"], own["denominator"]) == (2, 5)
