"""Units × quarters: a square a row, its unit and quarter given back by a click."""

import pandas as pd
import pytest

from dxmetrics.charts import unit_quarters
from dxmetrics.text import LANGUAGES, words

ROWS = pd.DataFrame(
    [
        ("a", "2024Q4", "lagging", "50%"),
        ("a", "2025Q1", "achieved", "100%"),
        ("b", "2025Q1", "not_reported", ""),
        ("elsewhere", "2025Q1", "achieved", ""),
    ],
    columns=["org_unit", "period", "status", "written"],
)
UNITS = [
    ("a", "Xã An, Huyện B", "Xã An"),
    ("b", "Một đơn vị có cái tên rất dài không chỗ nào chứa nổi", "Một đơn vị có cái tên rất dài"),
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_square_a_row_of_the_units_in_view(language: str) -> None:
    figure = unit_quarters(ROWS, words(language), units=UNITS, title="T", source="S")
    ids = [tuple(point[1:]) for trace in figure.data if trace.customdata is not None for point in trace.customdata]
    assert sorted(ids) == [("a", "2024Q4"), ("a", "2025Q1"), ("b", "2025Q1")]
    assert len(figure.layout.xaxis.tickvals) == 2
    assert all(len(line) <= 27 for name in figure.layout.yaxis.ticktext for line in name.split("<br>"))
    assert words(language)("status.lagging") in figure.layout.meta["alt"]
