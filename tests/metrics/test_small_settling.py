"""Which answers would settle a target: every way the silent could answer, tried out (tests/helpers/worlds.py)."""

from __future__ import annotations

from datetime import datetime
from itertools import combinations

import pytest

from dxmetrics import metrics
from tests.helpers.worlds import X13, X14, X15, X21, X22, X23, A, B, C, D, World, focal_points

LATER = datetime(2026, 2, 1)
OLD, NEW = (X15, X13, X14), (X21, X22, X23)


def row_of(world: World, quarter: str, level: str) -> dict:
    frame = metrics.settling(world.store, quarter, "MT2", level, as_of=LATER)
    return frame.iloc[0].to_dict()


def test_the_silent_are_named_with_the_state_of_their_returns(world: World) -> None:
    """One of three departments said no. One yes lifts the level over its line, so one yes is enough; two noes settle it."""
    focal_points(world, "2024Q2")
    world.put(B, "2024Q4", {"D12": False})
    world.put(C, "2024Q4", {"D11": True})
    frame = metrics.settling(world.store, "2024Q4", "MT2", "department", as_of=LATER)
    assert dict(zip(frame["unit"], frame["return_state"], strict=True)) == {A: "no_return", C: "no_value"}
    assert list(frame["points"]) == pytest.approx([100 / 3, 100 / 3])
    row = frame.iloc[0]
    assert (row["status_lower"], row["status_upper"]) == ("lagging", "on_track")
    assert (row["not_reported"], row["yes_needed"], row["no_needed"]) == (2, 1, 2)


def test_a_settled_row_has_nothing_to_settle(world: World) -> None:
    focal_points(world, "2024Q2")
    focal_points(world, "2024Q4", A)
    assert metrics.settling(world.store, "2024Q4", "MT2", "department", as_of=LATER).empty


def test_pending_and_rejected_returns_are_told_apart(world: World) -> None:
    focal_points(world, "2024Q2")
    world.put(A, "2024Q4", {"D12": True}, event="pending")
    world.put(B, "2024Q4", {"D12": True}, event="rejected")
    world.put(C, "2024Q4", {"D12": False})
    frame = metrics.settling(world.store, "2024Q4", "MT2", "department", as_of=LATER)
    assert dict(zip(frame["unit"], frame["return_state"], strict=True)) == {A: "pending", B: "rejected"}


@pytest.mark.parametrize("said", [{X13: False}, {X13: True}, {X14: True, X15: False}])
@pytest.mark.parametrize("before", [(False, False, False), (True, False, False), (True, True, True)])
def test_so_many_answers_are_enough_whoever_gives_them(world: World, said: dict, before: tuple) -> None:
    """Communes in 2025Q2: all ways in which the silent ones may answer lead where the counts say."""
    world.put(D, "2024Q4", about={unit: {"D61": yes} for unit, yes in zip(OLD, before, strict=True)})
    world.put(D, "2025Q2", about={unit: {"D61": yes} for unit, yes in said.items()})
    _try_all(world, "2025Q2", said, OLD, lambda answers: world.put(D, "2025Q2", about=answers))


def test_land_that_joined_may_answer_first(world: World) -> None:
    """In 2025Q3 the silent 22 is of the old land and 23 is not: a yes of 23 alone moves nothing that is compared."""
    world.put(D, "2024Q4", about={X15: {"D61": True}, X13: {"D61": False}, X14: {"D61": False}})
    world.put(X21, "2025Q3", {"D61": True})

    def answer(answers: dict) -> None:
        for unit, cells in answers.items():
            if unit != X21:
                world.put(unit, "2025Q3", cells)

    _try_all(world, "2025Q3", {X21: True}, NEW, answer)


def _try_all(world: World, quarter: str, said: dict, units: tuple, put) -> None:
    row = world.row("MT2", quarter, level="commune")
    if row["status"] != "incomplete":
        assert row["status_lower"] == row["status_upper"]
        return
    counts = row_of(world, quarter, "commune")
    silent = [unit for unit in units if unit not in said]
    assert counts["not_reported"] == len(silent)
    sure_yes, sure_no = counts["yes_needed"], counts["no_needed"]
    for size in range(len(silent) + 1):
        for chosen in combinations(silent, size):
            answers = {**said, **{unit: unit in chosen for unit in silent}}
            put({unit: {"D61": yes} for unit, yes in answers.items()})
            status = world.row("MT2", quarter, level="commune")["status"]
            if size >= sure_yes:
                assert status == row["status_upper"], (chosen, status)
            if len(silent) - size >= sure_no:
                assert status == row["status_lower"], (chosen, status)
