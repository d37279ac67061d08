"""The international score on a page's own row: years are quarters over four, and no baseline gives no score."""

import pandas as pd
import pytest

from dxmetrics.catalog import load_catalog
from dxmetrics.ui.target_parts import growth_score

INDICATOR = load_catalog().indicators["MT3"]


def row(**changes: object) -> pd.Series:
    usual = {
        "baseline": 14.5, "baseline_period": "2015Q1", "comparable_value": 10.4, "period": "2023Q1",
        "direction": -1, "target_value": 7.25, "deadline_period": "2030Q1",
    }  # fmt: skip
    return pd.Series({**usual, **changes}, dtype=object)


def test_a_published_result() -> None:
    scored = growth_score(row(), INDICATOR)
    assert scored.score == pytest.approx(2.1506954374096354)
    assert scored.status == "moderate_progress"


def test_only_the_distance_in_time_counts() -> None:
    later = growth_score(row(baseline_period="2015Q3", period="2023Q3", deadline_period="2030Q3"), INDICATOR)
    assert later.score == pytest.approx(2.1506954374096354)


@pytest.mark.parametrize("name", ["baseline", "comparable_value", "baseline_period"])
def test_without_two_points_there_is_none(name: str) -> None:
    assert growth_score(row(**{name: None}), INDICATOR).status == "not_available"
