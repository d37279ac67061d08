"""Every figure against an independent recomputation: plain Python over the sample workbooks, sharing no code with
the metrics."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from dxmetrics import catalog as catalog_package
from dxmetrics import metrics
from dxmetrics.metrics.snapshot import snapshot
from dxmetrics.store import Store
from tests.conftest import LoadedSample
from tests.metrics.oracle.answers import Answers
from tests.metrics.oracle.compare import by_key, columns_of, differences, is_nothing
from tests.metrics.oracle.facts import Facts, index_of
from tests.metrics.oracle.files import read_file
from tests.metrics.oracle.judgement import Judge
from tests.metrics.oracle.lagging import Arrival, Lagging, Reports

PLAN = Path(catalog_package.__file__).parent.parent / "plan"
QUARTERS = ("2024Q2", "2024Q3", "2024Q4", "2025Q1", "2025Q2", "2025Q3", "2025Q4")
MOMENT = datetime(2026, 2, 1, 12)


@dataclass(frozen=True)
class Recomputed:
    """The long way round."""

    judge: Judge
    lagging: Lagging


@pytest.fixture(scope="module")
def recomputed(loaded_sample: LoadedSample) -> Recomputed:
    facts = Facts(PLAN)
    returns, arrivals = {}, []
    for file, outcome in zip(loaded_sample.files, loaded_sample.outcomes, strict=True):
        if outcome.outcome == "accepted":
            unit, index, values = read_file(file.path, facts)
            returns[unit, index] = values
        if outcome.outcome != "unchanged":
            received = file.received_at.replace(tzinfo=None)
            arrivals.append(Arrival(outcome.org_unit, index_of(outcome.period), received, outcome.outcome))
    judge = Judge(Answers(facts, returns))
    return Recomputed(judge, Lagging(judge, Reports(judge, arrivals, MOMENT)))


def product_rows(store: Store, quarter: str) -> list[dict]:
    """Every row the product has of the quarter: province and units, whole and by group."""
    asked = {"period": quarter, "target": None, "unit": None, "level": None, "groups": "both"}
    current = snapshot(store, MOMENT)
    frames = [current.frame("progress", scope=scope, **asked) for scope in ("province", "unit")]
    return pd.concat(frames).to_dict("records")


@pytest.mark.parametrize("quarter", QUARTERS)
def test_every_row_of_progress(full_store: Store, recomputed: Recomputed, quarter: str) -> None:
    names = ("indicator", "org_unit", "level", "group")
    expected = by_key(recomputed.judge.rows(index_of(quarter)), names)
    found = by_key(product_rows(full_store, quarter), names)
    assert found.keys() == expected.keys()
    wrong = {
        key: gaps
        for key in found
        if (gaps := differences(expected[key], found[key], columns_of(recomputed.judge, key[0])))
    }
    assert not wrong, f"{len(wrong)} rows differ, among them {dict(list(wrong.items())[:3])}"


@pytest.mark.parametrize("quarter", QUARTERS)
def test_every_reason_to_lag(full_store: Store, recomputed: Recomputed, quarter: str) -> None:
    names = ("org_unit", "reason", "target")
    expected = by_key(recomputed.lagging.rows(index_of(quarter)), names)
    found = by_key(metrics.lagging(full_store, quarter, as_of=MOMENT).to_dict("records"), names)
    assert found.keys() == expected.keys()
    wrong = {
        key: gaps
        for key in found
        if (gaps := differences(expected[key], found[key], ("level", "shortfall", "quarters_lagging")))
    }
    assert not wrong


@pytest.mark.parametrize("quarter", QUARTERS)
def test_order_of_lagging_units(full_store: Store, recomputed: Recomputed, quarter: str) -> None:
    frame = metrics.lagging_units(full_store, quarter, as_of=MOMENT)
    ranked = frame.dropna(subset=["rank"]).sort_values("rank")
    assert list(ranked["org_unit"]) == recomputed.lagging.order(index_of(quarter))


@pytest.mark.parametrize("quarter", QUARTERS)
def test_every_expected_return(full_store: Store, recomputed: Recomputed, quarter: str) -> None:
    index, facts = index_of(quarter), recomputed.judge.facts
    found = by_key(metrics.reporting(full_store, quarter, as_of=MOMENT).to_dict("records"), ("org_unit",))
    assert {unit for (unit,) in found} == {unit.id for unit in facts.in_force(index) if unit.form}
    for (unit,), row in found.items():
        report = recomputed.lagging.reports.of(unit, index)
        expected = {**vars(report), "due_at": facts.due_at(facts.units[unit], index)}
        assert not differences(expected, row, ("state", "days_late")), unit
        assert (
            is_nothing(row["received_at"]) if report.received_at is None else row["received_at"] == report.received_at
        )
        assert row["due_at"] == expected["due_at"]


def test_the_sample_exercises_the_rules(recomputed: Recomputed) -> None:
    """A comparison over quarters in which nothing happens would prove nothing."""
    rows = [row for quarter in QUARTERS for row in recomputed.judge.rows(index_of(quarter))]
    statuses = {row["status"] for row in rows}
    assert statuses >= {
        "achieved", "missed", "not_assessable", "regressing", "stagnant", "on_track", "needs_acceleration", "lagging",
        "incomplete", "in_year", "not_met", "not_reported", "tracking",
    }  # fmt: skip
    reasons = {
        reason
        for quarter in QUARTERS
        for reason in (row["reason"] for row in recomputed.lagging.rows(index_of(quarter)))
    }
    assert reasons >= {"no_return", "rejected", "below_plan", "regressed", "stagnant", "evidence_missing", "late"}
    folded = [row for row in rows if row["period"] == "2025Q3" and row.get("baseline_period") == "2024Q2"]
    assert folded, "no baseline was folded from 161 communes onto 104"
