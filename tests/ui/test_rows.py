"""Picking rows: what a card, a bar or a table stands for."""

import pandas as pd
import pytest

from dxmetrics.catalog import load_catalog
from dxmetrics.ui import rows
from tests.helpers.progress_rows import progress_rows

CATALOG = load_catalog()


def test_headlines_are_the_targets_first_indicators_in_the_plan_s_order() -> None:
    trend = progress_rows(
        {"target": "MT2", "indicator": "MT2"},
        {"target": "MT1", "indicator": "MT1"},
        {"target": "MT2", "indicator": "MT2a"},
        {"target": "MT2", "level": "commune"},
        {"target": "MT2", "group": "ML1"},
        {"period": "2025Q1"},
        {"org_unit": "327@2024-01-01"},
    )
    assert list(rows.headlines(trend, CATALOG, "2025Q2")["indicator"]) == ["MT1", "MT2"]


def test_history_stops_at_the_quarter_in_view() -> None:
    trend = progress_rows({"period": "2025Q2"}, {"period": "2024Q4"}, {"period": "2025Q1"})
    assert list(rows.history(trend, CATALOG, "MT2", "2025Q1")["period"]) == ["2024Q4", "2025Q1"]


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [("2024Q2", "2024Q3", 10.0), ("2024Q2", "2024Q4", None), ("2024Q3", "2024Q4", None), ("2025Q2", "2025Q3", None)],
)
def test_change_is_of_the_quarter_before_on_the_same_units(before: str, now: str, expected: float | None) -> None:
    past = progress_rows({"period": before, "value": 50.0}, {"period": now, "value": 60.0})
    assert rows.change(past, CATALOG) == expected


def test_no_change_without_both_values() -> None:
    assert rows.change(progress_rows({}), CATALOG) is None
    assert rows.change(progress_rows({"period": "2024Q2", "value": None}, {"period": "2024Q3"}), CATALOG) is None


def test_breaks_are_where_the_units_change() -> None:
    found = rows.breaks(CATALOG, "vi")
    assert list(found) == ["2024Q4", "2025Q1", "2025Q2", "2025Q3"]
    assert "139" in found["2024Q4"] and "104" in found["2025Q3"]


def test_units_stand_at_their_own_level_in_vietnamese_order() -> None:
    frame = progress_rows(
        {"org_unit": "327@2024-01-01", "level": "district", "name_vi": "Huyện B"},
        {"org_unit": "327@2024-01-01", "level": "commune", "name_vi": "Huyện B"},
        {"org_unit": "323@2024-01-01", "level": "district", "name_vi": "Huyện Á", "status": "achieved"},
    )
    assert list(rows.units(frame, CATALOG, "MT2")["name_vi"]) == ["Huyện Á", "Huyện B"]
    assert list(rows.units(frame, CATALOG, "MT2", status="achieved")["name_vi"]) == ["Huyện Á"]
    assert list(rows.units(frame, CATALOG, "MT2", search="huyen a")["name_vi"]) == ["Huyện Á"]


def test_units_with_a_rank_are_called_the_others_stand_aside() -> None:
    lagging = pd.DataFrame({"org_unit": ["a", "b"], "rank": [1, None]})
    assert list(rows.chased(lagging)["org_unit"]) == ["a"]
    assert list(rows.aside(lagging)["org_unit"]) == ["b"]


def test_calendar_leaves_out_who_always_came_unless_asked_for() -> None:
    every = pd.DataFrame(
        [
            ("a", "2024Q2", "accepted"),
            ("a", "2024Q3", "accepted"),
            ("b", "2024Q2", "missing"),
            ("b", "2024Q3", "accepted"),
            ("gone", "2024Q2", "missing"),
            ("b", "2024Q4", "missing"),
        ],
        columns=["org_unit", "period", "state"],
    ).assign(level="department", name_vi="x", name_en="x", code="")
    shown = rows.calendar(every, "2024Q3", level="", search="", language="vi")
    assert list(zip(shown["org_unit"], shown["period"], strict=True)) == [("b", "2024Q2"), ("b", "2024Q3")]
    assert set(rows.calendar(every, "2024Q3", level="department", search="", language="vi")["org_unit"]) == {"a", "b"}


def test_a_guardrail_s_value_is_that_of_comparable_units() -> None:
    trend = progress_rows(
        {"target": "RB1", "indicator": "RB1", "value": 995.0, "comparable_value": 893.0},
        {"target": "MT2", "indicator": "MT2", "value": 79.5, "comparable_value": 96.2},
    )
    assert list(rows.headlines(trend, CATALOG, "2025Q2")["value"]) == [79.5, 893.0]
