"""Tasks, system-made indicators, platforms and guardrails in a world small enough to count by hand
(tests/helpers/worlds.py)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from dxmetrics import metrics
from dxmetrics.catalog import load_catalog
from tests.helpers.worlds import AB, KAD, PROVINCE, A, B, C, D, E, World, tiny_catalog

LATER = datetime(2026, 2, 1)


def task(world: World, code: str, quarter: str, level: str = "all") -> dict:
    frame = metrics.tasks(world.store, quarter, task=code, level=level, as_of=LATER)
    assert len(frame) == 1
    return frame.iloc[0].to_dict()


def measured(world: World, code: str, quarter: str, level: str = "all", group: str = "") -> dict:
    frame = metrics.task_indicators(world.store, quarter, level=level, as_of=LATER)
    row = frame[(frame["indicator"] == code) & (frame["group"] == group)].drop_duplicates("indicator").iloc[0]
    return row.astype(object).where(row.notna(), None).to_dict()


def made(world: World, code: str, quarter: str, unit: str = PROVINCE, level: str = "all", peers: str = "") -> tuple:
    frame = metrics.system_indicators(world.store, quarter, unit=unit, level=level, as_of=LATER)
    row = frame[(frame["indicator"] == code) & (frame["peer_group"] == peers)].iloc[0]
    return row["numerator"], row["denominator"]


# States


def test_states_are_counted_and_silence_is_its_own(world: World) -> None:
    """N2.1 is asked of A, B, C and D: done with a document, a regular duty without, not applicable, silent."""
    world.put(A, "2024Q2", {"N2.1.state": "done", "N2.1.ref": "1/QĐ"})
    world.put(B, "2024Q2", {"N2.1.state": "ongoing", "N2.1.result": "x"})
    world.put(C, "2024Q2", {"N2.1.state": "not_applicable"})
    row = task(world, "N2.1", "2024Q2")
    counts = {
        name: row[name] for name in ("units", "done", "ongoing", "not_applicable", "not_reported", "with_evidence")
    }
    assert counts == {"units": 4, "done": 1, "ongoing": 1, "not_applicable": 1, "not_reported": 1, "with_evidence": 1}
    assert row["done_share"] == row["done_share_lower"] == pytest.approx(200 / 3)
    assert (row["done_share_upper"], row["evidence_share"]) == (100, 50)


def test_a_blank_state_and_chua_co_thong_tin_are_not_the_same(world: World) -> None:
    world.put(A, "2024Q2", {"D12": True})
    world.put(B, "2024Q2", {"N2.1.state": "unknown"})
    states = metrics.task_states(world.store, "2024Q2", task="N2.1", as_of=LATER).set_index("org_unit")["state"]
    assert (states[A], states[B], states[C]) == ("not_reported", "unknown", "not_reported")


def test_a_task_is_asked_of_its_owners_only(world: World) -> None:
    owners = {
        code: set(metrics.task_states(world.store, "2024Q2", task=code)["org_unit"])
        for code in ("N3.b3", "P8.a", "N3.a2")
    }
    assert owners == {"N3.b3": {D}, "P8.a": {E}, "N3.a2": {A, C}}, "C holds SNV, A is the coordinating agency"
    assert set(metrics.task_states(world.store, "2025Q3", task="N3.c")["org_unit"]) == {
        unit for unit in world.store.catalog.units if unit.startswith("2")
    }


@pytest.fixture
def dated(tmp_path: Path) -> Iterator[World]:
    """The world with two dates entered: N2.1 for all by 1/9/2024, for B by 1/1/2025."""
    tiny_catalog(tmp_path / "plan")
    path = tmp_path / "plan" / "task_deadlines.csv"
    path.write_text(
        f"task,unit_id,deadline,document\nN2.1,,2024-09-01,5/KH\nN2.1,{B},2025-01-01,6/KH\n", encoding="utf-8"
    )
    shutil.copytree(tmp_path / "plan", tmp_path / "dated")  # a folder is read once
    made_world = World.make(tmp_path / "world.duckdb", load_catalog(tmp_path / "dated"))
    yield made_world
    made_world.store.close()


def test_overdue_only_against_a_date_somebody_entered(dated: World) -> None:
    for quarter in ("2024Q2", "2024Q3"):
        dated.put(A, quarter, {"N2.1.state": "in_progress", "N2.2.state": "in_progress"})
        dated.put(B, quarter, {"N2.1.state": "in_progress"})
        dated.put(C, quarter, {"N2.1.state": "done"})
    states = {
        quarter: metrics.task_states(dated.store, quarter, task="N2.1", as_of=LATER)
        .set_index("org_unit")["deadline_state"]
        .to_dict()
        for quarter in ("2024Q2", "2024Q3")
    }
    assert states["2024Q2"] == {A: "running", B: "running", C: "settled", D: "running"}
    assert states["2024Q3"] == {A: "overdue", B: "running", C: "settled", D: "unknown"}, "silence is not overdue"
    assert (task(dated, "N2.1", "2024Q3")["overdue"], task(dated, "N2.2", "2024Q3")["overdue"]) == (1, 0)
    assert task(dated, "N2.2", "2024Q3")["without_deadline"] == 4


# What measures them


def test_a_word_of_a_list_a_pair_of_conditions_and_a_benchmark(world: World) -> None:
    world.put(A, "2024Q2", {"D17": "done", "D11": True, "D12": True, "D91": "separate"})
    world.put(B, "2024Q2", {"D17": "in_progress", "D11": True, "D12": False, "D91": "none"})
    world.put(C, "2024Q2", {"D17": "done", "D12": True, "D91": "integrated"})
    reviewed = measured(world, "N2.1.reviewed", "2024Q2", "department")
    assert (reviewed["met"], reviewed["not_met"], reviewed["benchmark"], reviewed["units_to_go"]) == (2, 1, 100, 1)
    both = measured(world, "N3.a1.both", "2024Q2", "department")
    assert (both["met"], both["not_met"], both["not_reported"]) == (1, 1, 1)
    assert measured(world, "P1.b.plan", "2024Q2", "department")["met"] == 2


def test_what_is_asked_by_halves_is_not_asked(world: World) -> None:
    """D98 is asked in Q2 and Q4, the staff it is divided by in Q4 only: no figure, and nobody silent, in Q2."""
    frame = metrics.task_indicators(world.store, "2024Q2", task="P1.d", as_of=LATER)
    assert frame.empty
    world.put(C, "2024Q4", {"D98": 5, "D50": 20})
    row = measured(world, "P1.d.briefed", "2024Q4", "department")
    assert (row["numerator"], row["denominator"], row["not_reported"]) == (5, 20, 2)


def test_a_platform_group_is_a_share_of_the_members_of_who_was_asked(world: World) -> None:
    world.put(C, "2024Q2", {"D75.1": 3, "D71.2": 10})
    world.put(D, "2024Q2", {"D75.1": 6, "D71.2": 4, "D71.3": 6, "D71.4": 20})
    row = measured(world, "N7.members", "2024Q2", group="NT1")
    assert (row["numerator"], row["denominator"]) == (9, 40)
    assert "" not in set(
        metrics.task_indicators(world.store, "2024Q2", task="N7", as_of=LATER).query("indicator == 'N7.members'")[
            "group"
        ]
    )


def test_platforms_deployed_promoted_used(world: World) -> None:
    deployed = {f"D108.{number}": "done" if number < 4 else "in_progress" for number in range(1, 9)}
    world.put(A, "2024Q2", {**deployed, "D87.1": True, "D75.1": 2, "D71.1": 5, "D71.2": 5})
    world.put(B, "2024Q2", {"D87.1": False})
    first = metrics.platforms(world.store, "2024Q2", as_of=LATER).set_index("platform").loc["NT1"]
    assert (first["deployed"], first["promoted"], first["bodies"], first["not_reported"]) == ("done", 1, 5, 3)
    assert (first["members_using"], first["members"]) == (2, 10)
    row = measured(world, "NT", "2024Q2")
    assert (row["numerator"], row["denominator"]) == (3, 8), "the ninth was left blank"


def test_an_indicator_of_a_target_measures_its_task_at_its_level(world: World) -> None:
    world.put(C, "2024Q2", {"D12": True})
    frame = metrics.task_indicators(world.store, "2024Q2", task="N3.a1", as_of=LATER)
    assert set(frame[frame["indicator"] == "MT2"]["level"]) == {"department"}
    assert measured(world, "MT2", "2024Q2", "department")["value"] == world.row("MT2", "2024Q2")["value"]


def test_difficulties_and_proposals_are_listed_with_their_cell(world: World) -> None:
    world.put(C, "2024Q2", {"D96.1": "thiếu người", "D97.1": "thêm người", "D96.2": "thiếu máy"})
    rows = metrics.difficulties(world.store, "2024Q2")
    assert list(zip(rows["matter"], rows["kind"], rows["text"], strict=True)) == [
        (1, "difficulty", "thiếu người"), (1, "proposal", "thêm người"), (2, "difficulty", "thiếu máy"),
    ]  # fmt: skip
    assert set(rows["org_unit"]) == {C} and set(rows["cell"]) == {"F1"}
    assert len(metrics.difficulties(world.store, "2024Q2", kind="proposal")) == 1


# System-made


def test_sent_in_time_and_clean_at_first_try(world: World) -> None:
    """Five expected: A in time, B late after a refused file, C refused only, D and E silent."""
    world.put(A, "2024Q2", {"D12": True}, received=datetime(2024, 6, 15))
    world.put(B, "2024Q2", {"D12": True}, event="rejected", received=datetime(2024, 6, 15))
    world.put(B, "2024Q2", {"D12": True}, received=datetime(2024, 6, 20))
    world.put(C, "2024Q2", {"D12": True}, event="rejected", received=datetime(2024, 6, 15))
    assert made(world, "HT1", "2024Q2") == (2, 5)
    assert made(world, "HT2", "2024Q2") == (1, 5)
    assert made(world, "HT4", "2024Q2") == (1, 3)
    assert made(world, "HT1", "2024Q2", level="department", peers="department") == (2, 3)


def test_evidence_is_a_share_of_what_needs_it(world: World) -> None:
    world.put(A, "2024Q2", {"D12": True, "D14": "1/QĐ", "D08": 2})
    world.put(B, "2024Q2", {"D12": False, "D91": "none"})
    assert made(world, "HT5", "2024Q2") == (1, 2)


def test_completeness_is_of_the_returns_that_came(world: World) -> None:
    required = {
        row.data_element
        for row in world.store.catalog.rows_for(world.store.catalog.units[E], world.store.catalog.periods()[0], "unit")
        if row.required
    }
    world.put(E, "2024Q2", {"D81.1": 0, "D81.2": KAD, "D71.5": 4})
    assert made(world, "HT3", "2024Q2", E, "network") == (3, len(required))
    assert made(world, "HT3", "2024Q2") == (3, len(required)), "the silent are not incomplete: they are silent"


def test_what_is_asked_once_is_required_until_stated(world: World) -> None:
    world.put(A, "2024Q2", {"D04": 2})
    _, first = made(world, "HT3", "2024Q2", A, "department")
    world.put(A, "2024Q3", {"D12": True})
    world.put(AB, "2025Q1", {"D12": True})
    assert made(world, "HT3", "2024Q3", A, "department")[1] == first - 1
    assert made(world, "HT3", "2025Q1", AB, "department")[1] == first - 1, "its predecessor stated it"


def test_a_stale_value_has_an_age_and_follows_the_merger(world: World) -> None:
    world.put(A, "2024Q2", {"D01": 5, "D81.1": 3})
    world.put(B, "2024Q3", {"D01": 7})
    world.put(AB, "2025Q1", {"D12": True})
    rows = metrics.stale_values(world.store, "2025Q1", as_of=LATER)
    mine = rows[rows["org_unit"] == AB].set_index("data_element")
    assert mine.loc["D01", ["last_period", "age"]].tolist() == ["2024Q3", 2]
    assert "D81.1" not in mine.index, "what happened in a quarter does not grow old"
    numerator, _ = made(world, "HT7", "2025Q1", AB, "department")
    assert numerator == 1
    frame = metrics.system_indicators(world.store, "2025Q1", unit=AB, level="department", as_of=LATER).set_index(
        "indicator"
    )
    assert set(zip(frame.loc["HT7", "mean_age"], frame.loc["HT7", "oldest"], strict=True)) == {(2, 2)}


def test_lagging_units_are_a_share_of_the_units_due(world: World) -> None:
    world.put(E, "2024Q2", {"D70.5": 1, "D71.5": 1})
    numerator, denominator = made(world, "HT6", "2024Q2")
    headline = metrics.lagging_units(world.store, "2024Q2", as_of=LATER)["is_headline"].sum()
    assert (numerator, denominator) == (headline, 9), "five that report and four communes"


# Guardrails


def test_the_answering_agency_is_the_source_and_the_units_the_check(world: World) -> None:
    for unit, posts in ((A, 10), (B, 20), (C, 30), (D, 40)):
        world.put(unit, "2024Q2", {"D01": posts, **({"D01.all": 105} if unit == C else {})})
    world.put(C, "2024Q3", {"D01": 30, "D01.all": 107})
    first, second = (
        metrics.guardrails(world.store, quarter, as_of=LATER).set_index("target").loc["RB1"]
        for quarter in ("2024Q2", "2024Q3")
    )
    assert (first["source_value"], first["check_value"], first["difference"]) == (105, 100, 5)
    assert (second["source_value"], second["source_baseline"], second["source_status"]) == (107, 105, "regressing")
    assert (second["check_comparable"], second["check_baseline"], second["not_reported"]) == (30, 30, 3)


def test_the_sources_line_begins_anew_with_the_new_land(world: World) -> None:
    world.put(C, "2024Q2", {"D10.all": 100})
    world.put(C, "2025Q3", {"D10.all": 180})
    row = metrics.guardrails(world.store, "2025Q3", as_of=LATER).set_index("target").loc["RB2"]
    assert (row["source_value"], row["source_baseline"], row["source_status"]) == (180, 180, "achieved")
