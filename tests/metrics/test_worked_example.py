"""The worked example proves itself: every step computed again, in plain Python, from the inputs it shows."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from dxmetrics import metrics
from dxmetrics.metrics.worked import WorkedExample
from dxmetrics.store import Store
from dxmetrics.text import LANGUAGES, words
from dxmetrics.ui.example import formula_line
from tests.helpers.worlds import X11, X12, X13, X14, A, B, C, D, World, focal_points

RULES: dict[str, Callable[[dict], float]] = {
    "share": lambda n: 100 * n["met"] / n["N"],
    "lower": lambda n: 100 * n["met"] / n["N"],
    "upper": lambda n: 100 * (n["met"] + n["silent"]) / n["N"],
    "sum": lambda n: n["sum"],
    "ratio": lambda n: 100 * n["numerator"] / n["denominator"],
    "comparable_share": lambda n: 100 * n["met"] / n["N"],
    "planned_now": lambda n: n["b"] + min((n["q"] - n["q0"]) / (n["qT"] - n["q0"]), 1) * (n["T"] - n["b"]),
    "planned_stretch": lambda n: (
        n["start"] + (n["q"] - n["q_start"]) / (n["q_end"] - n["q_start"]) * (n["end"] - n["start"])
    ),
    "progress_share": lambda n: (n["c"] - n["b"]) / (n["T"] - n["b"]),
    "plan_attainment": lambda n: (n["c"] - n["b"]) / (n["planned"] - n["b"]),
    "pace": lambda n: (n["c"] - n["b"]) / (n["q"] - n["q0"]),
    "required_pace": lambda n: (n["T"] - n["whole"]) / (n["qT"] - n["q"]),
    "projected": lambda n: n["c"] + n["pace"] * (n["qT"] - n["q"]),
    "gap_pct": lambda n: 100 * abs(n["T"] - n["projected"]) / abs(n["T"] - n["b"]),
    "units_to_go": lambda n: max(0, math.ceil(round(n["T"] / 100 * n["N"], 6)) - n["met"]),
    "units_per_quarter": lambda n: n["to_go"] / (n["qT"] - n["q"]),
}
QUARTERS = ("2024Q2", "2024Q4", "2025Q2", "2025Q3", "2025Q4")


def examples(store: Store, quarter: str) -> list[WorkedExample]:
    """Of every target and level that has one."""
    found = []
    for code, target in store.catalog.targets.items():
        for level in ("all", *target.headline.levels):
            if example := metrics.worked_example(store, quarter, code, level):
                found.append(example)
    return found


@pytest.mark.parametrize("quarter", QUARTERS)
def test_every_step_follows_from_the_inputs_shown(full_store: Store, quarter: str) -> None:
    seen = set()
    for example in examples(full_store, quarter):
        for step in example.steps:
            seen.add(step.name)
            if step.name in RULES:
                assert step.result == pytest.approx(RULES[step.name](dict(step.inputs)), rel=1e-9, abs=1e-9), (
                    example,
                    step,
                )
    assert seen >= {"share", "ratio", "sum", "lower", "upper"}
    assert quarter in ("2024Q2", "2025Q4") or seen >= {
        "planned_now",
        "plan_attainment",
        "pace",
        "required_pace",
        "projected",
    }


@pytest.mark.parametrize("quarter", QUARTERS)
def test_the_lists_have_as_many_units_as_the_counts_say(full_store: Store, quarter: str) -> None:
    for example in examples(full_store, quarter):
        steps = {step.name: dict(step.inputs) for step in example.steps}
        listed = dict(example.units)
        if "lower" in steps:
            assert len(listed["met"]) == steps["lower"]["met"]
            assert len(listed["not_reported"]) == steps["upper"]["silent"]
            counted = sum(len(units) for state, units in listed.items() if state != "not_applicable")
            assert counted == steps["lower"]["N"]


def test_the_example_shows_the_figures_of_progress(full_store: Store) -> None:
    rows = metrics.progress(full_store, "2025Q3", level="all").set_index(["indicator", "group"])
    names = {"share": "value", "ratio": "value", "sum": "value", "units_per_quarter": "units_per_quarter_needed"}
    for example in examples(full_store, "2025Q3"):
        for step in example.steps if example.level == "all" else ():
            column = names.get(step.name, step.name)
            if column in rows:
                assert step.result == rows.loc[(example.indicator, ""), column]
        assert example.level != "all" or example.status == rows.loc[(example.indicator, ""), "status"]


def test_by_hand(world: World) -> None:
    """Nobody at 2024Q2, one of three at 2024Q4: a third of the way where a third was planned."""
    focal_points(world, "2024Q2")
    focal_points(world, "2024Q4", A)
    example = metrics.worked_example(world.store, "2024Q4", "MT2", "department")
    assert example.quarters == (("q0", "2024Q2"), ("q", "2024Q4"), ("qT", "2025Q4"))
    assert dict(example.units) == {"met": (A,), "not_met": (B, C), "not_reported": (), "not_applicable": ()}
    results = {step.name: step.result for step in example.steps}
    expected = {"share": 100 / 3, "planned_now": 100 / 3, "plan_attainment": 1, "pace": 100 / 6, "required_pace": 200 / 12,
                "projected": 100, "units_to_go": 2, "units_per_quarter": 0.5}  # fmt: skip
    assert {name: results[name] for name in expected} == pytest.approx(expected)
    assert example.status == "on_track"


def test_all_takes_the_verdict_of_the_worst_level_and_shows_them(world: World) -> None:
    focal_points(world, "2024Q2")
    focal_points(world, "2024Q3", A, B, C)
    for quarter in ("2024Q2", "2024Q3"):
        world.put(D, quarter, {"D12": True}, about={unit: {"D61": False} for unit in (X11, X12, X13, X14)})
    example = metrics.worked_example(world.store, "2024Q3", "MT2")
    assert dict(example.levels) == {"department": "achieved", "district": "achieved", "commune": "lagging"}
    assert example.status == "lagging"
    assert metrics.worked_example(world.store, "2024Q3", "MT2", "commune").levels == ()


def test_no_row_no_example(world: World) -> None:
    assert metrics.worked_example(world.store, "2025Q3", "MT2", "district") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_with_a_calculator_gets_the_same(full_store: Store, language: str) -> None:
    """The printed line itself, read back: what stands left of the last sign of equality gives what stands right of it."""
    tried = 0
    for example in examples(full_store, "2025Q3"):
        for step in example.steps:
            if step.name in ("comparable", "sum", "units_to_go"):
                continue
            sums, result = formula_line(step, words(language)).rsplit(" = ", 1)
            assert _value(sums.rsplit(" = ", 1)[1], language) == pytest.approx(
                _value(result.strip("*"), language), rel=2e-3, abs=2e-3
            )
            tried += 1
    assert tried > 100


def _value(text: str, language: str) -> float:
    """The value of a line of arithmetic as it is printed."""
    plain = text.replace(".", "").replace(",", ".") if language == "vi" else text.replace(",", "")
    for sign, operator in (("×", "*"), ("−", "-"), ("\\|", "|")):
        plain = plain.replace(sign, operator)
    parts = plain.split("|")
    plain = "".join(f"abs({part})" if place % 2 else part for place, part in enumerate(parts))
    return eval(plain, {"__builtins__": {}, "abs": abs})  # digits, brackets and signs only
