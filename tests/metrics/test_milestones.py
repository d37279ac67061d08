"""Plan lines that bend, and the pace of the last four quarters, computed by hand (metrics.md §3)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dxmetrics import metrics
from dxmetrics.catalog import load_catalog
from tests.helpers.worlds import X11, X12, X13, X14, X21, X22, X23, D, E, World, tiny_catalog

MILESTONES = '[{ period = "2024Q3", value = 5 }, { period = "2024Q4", value = 60 }, { period = "2025Q2", value = 60 }]'


def use(world: World, **used: int) -> None:
    """How many of E's hundred members used a platform, by quarter: q2024_2=10 is 10 % in 2024Q2."""
    for quarter, number in used.items():
        world.put(E, quarter[1:].replace("_", "Q"), {"D70.5": number, "D71.5": 100})


def network(world: World, period: str) -> dict:
    return world.row("MT3", period, level="network")


@pytest.fixture
def bent(tmp_path: Path) -> Iterator[World]:
    """A world in which MT3 has to be at 60 % in 2024Q4 and may rest there for half a year."""
    tiny_catalog(tmp_path / "straight")
    folder = Path(shutil.copytree(tmp_path / "straight", tmp_path / "bent"))  # a catalog is read once per folder
    targets = folder / "targets.toml"
    text = targets.read_text(encoding="utf-8")
    head, mark, tail = text.partition('code = "MT3"\nname_vi')
    assert mark
    targets.write_text(f"{head}milestones = {MILESTONES}\n{mark}{tail}", encoding="utf-8")
    made = World.make(tmp_path / "bent.duckdb", load_catalog(folder))
    yield made
    made.store.close()


def test_the_line_goes_through_the_milestones(bent: World) -> None:
    """From 10 % in 2024Q2; the milestone of 5 % lies behind that and falls away."""
    use(bent, q2024_2=10, q2024_3=22, q2024_4=22, q2025_1=22, q2025_2=22, q2025_3=22, q2025_4=22)
    quarters = ("2024Q2", "2024Q3", "2024Q4", "2025Q1", "2025Q2", "2025Q3", "2025Q4")
    planned = [network(bent, quarter)["planned_now"] for quarter in quarters]
    assert planned == pytest.approx([10, 35, 60, 60, 60, 80, 100])
    row = network(bent, "2024Q3")
    assert (row["plan_attainment"], row["status"]) == (pytest.approx(12 / 25), "lagging"), "straight: 12/15, better"


def test_a_milestone_at_the_baseline_is_a_flat_stretch(bent: World) -> None:
    use(bent, q2024_2=60, q2024_3=60, q2025_1=59)
    row = network(bent, "2024Q3")
    assert (row["planned_now"], row["plan_attainment"], row["status"]) == (60, None, "on_track")
    assert network(bent, "2025Q1")["status"] == "on_track", "within one point of it"


def test_a_units_own_row_is_judged_by_the_bent_line_of_its_level(bent: World) -> None:
    use(bent, q2024_2=10, q2024_3=22)
    row = bent.row("MT3", "2024Q3", E, "network")
    assert (row["planned_now"], row["plan_attainment"]) == (pytest.approx(35), pytest.approx(12 / 25))


# The last four quarters


def test_the_recent_pace_looks_back_four_quarters(world: World) -> None:
    use(world, q2024_2=0, q2024_3=4, q2025_2=30, q2025_3=40)
    row = network(world, "2025Q3")
    assert (row["pace"], row["pace_recent"]) == (pytest.approx(8), pytest.approx(9))
    assert (row["projected"], row["projected_recent"]) == (pytest.approx(48), pytest.approx(49))


def test_the_recent_pace_starts_at_the_oldest_accepted_value_of_them(world: World) -> None:
    use(world, q2024_2=0, q2025_1=10, q2025_3=40)
    row = network(world, "2025Q3")
    assert (row["pace"], row["pace_recent"], row["projected_recent"]) == (8, 15, 55)


def test_within_four_quarters_of_the_baseline_both_are_one(world: World) -> None:
    use(world, q2024_2=0, q2024_3=30, q2025_2=40)
    row = network(world, "2025Q2")
    assert (row["pace"], row["pace_recent"], row["projected"], row["projected_recent"]) == (10, 10, 60, 60)


def test_nothing_accepted_in_the_last_four_quarters_is_no_recent_pace(world: World) -> None:
    use(world, q2024_2=0, q2025_3=40)
    row = network(world, "2025Q3")
    assert (row["pace"], row["pace_recent"], row["projected_recent"]) == (8, None, None)


def test_from_the_deadline_on_there_is_nothing_to_project(world: World) -> None:
    use(world, q2024_2=0, q2025_1=40, q2025_4=70)
    row = network(world, "2025Q4")
    assert (row["projected"], row["projected_recent"], row["pace_recent"]) == (70, 70, 10)


def test_the_recent_pace_is_taken_over_the_land_both_have(world: World) -> None:
    """2024Q3 folded onto 21 and 22 is 50 %; a year later those two are at 100 %, with 23 at two of three."""
    for quarter, yes in (("2024Q2", ()), ("2024Q3", (X14,))):
        world.put(D, quarter, about={unit: {"D61": unit in yes} for unit in (X11, X12, X13, X14)})
    for unit in (X21, X22, X23):
        world.put(unit, "2025Q3", {"D61": unit != X23})
    row = world.row("MT2", "2025Q3", level="commune")
    assert (row["value"], row["pace"], row["pace_recent"]) == (pytest.approx(200 / 3), 20, 12.5)
    assert (row["projected"], row["projected_recent"]) == (120, 112.5)


def test_the_worked_example_shows_the_stretch_between_two_milestones(bent: World) -> None:
    """2024Q3 lies half way from 10 % in 2024Q2 to 60 % in 2024Q4, 2025Q3 half way from 60 % to 100 %."""
    use(bent, q2024_2=10, q2024_3=22, q2025_3=22)
    expected = {
        "2024Q3": {"start": 10, "end": 60, "q": 8099, "q_start": 8098, "q_end": 8100},
        "2025Q3": {"start": 60, "end": 100, "q": 8103, "q_start": 8102, "q_end": 8104},
    }
    for quarter, inputs in expected.items():
        steps = {step.name: step for step in metrics.worked_example(bent.store, quarter, "MT3", "network").steps}
        assert dict(steps["planned_stretch"].inputs) == inputs and "planned_now" not in steps
        assert steps["planned_stretch"].result == (inputs["start"] + inputs["end"]) / 2
        assert dict(steps["plan_attainment"].inputs)["planned"] == steps["planned_stretch"].result
