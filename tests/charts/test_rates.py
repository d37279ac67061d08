"""Reporting rates by level."""

import pandas as pd

from dxmetrics.charts import reporting_rates
from dxmetrics.charts.rates import parts
from dxmetrics.text import words

ROWS = pd.DataFrame(
    [("department", 20, 18, 15, 17, 2), ("district", 0, 0, 0, 0, 0)],
    columns=["level", "expected", "received", "on_time", "accepted", "missing"],
)


def test_parts_add_up_to_what_was_expected() -> None:
    row = next(ROWS.itertuples())
    assert parts(row) == {"accepted": 15, "late": 2, "pending": 1, "missing": 2}
    assert sum(parts(row).values()) == row.expected


def test_one_bar_a_level_that_owes_returns() -> None:
    figure = reporting_rates(ROWS, words("vi"), title="t", source="s")
    assert [list(trace.x) for trace in figure.data] == [[75.0], [10.0], [5.0], [10.0]]
    assert [note.text for note in figure.layout.annotations] == ["Sở, ban, ngành: <b>18/20</b> (90%)"]
