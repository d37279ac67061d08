"""The reporting calendar."""

import pandas as pd

from dxmetrics.charts import reporting_calendar
from dxmetrics.text import words

ROWS = pd.DataFrame(
    [
        ("a", "Sở Nội vụ", "2024Q2", "accepted", 0),
        ("a", "Sở Nội vụ", "2024Q3", "accepted", 3),
        ("b", "Ban Quản lý các khu công nghiệp tỉnh Hưng Yên", "2024Q3", "missing", 5),
    ],
    columns=["org_unit", "name", "period", "state", "days_late"],
)


def test_each_return_is_one_square_of_its_state() -> None:
    figure = reporting_calendar(ROWS, words("vi"), title="t", source="s")
    squares = {
        trace.name: [pair for pair in zip(trace.x, trace.y, strict=True) if pair[0] is not None]
        for trace in figure.data
    }
    assert squares["✓ Đúng hạn"] == [(0, 0)]
    assert squares["◔ Gửi chậm"] == [(1, 0)]
    assert squares["○ Chưa gửi"] == [(1, 1)]
    assert squares["✕ Bị trả lại"] == []


def test_names_are_kept_short_and_whole_in_the_hover() -> None:
    figure = reporting_calendar(ROWS, words("vi"), title="t", source="s")
    assert all(len(line) <= 27 for name in figure.layout.yaxis.ticktext for line in name.split("<br>"))
    missing = next(trace for trace in figure.data if trace.name == "○ Chưa gửi")
    assert missing.customdata[0][0] == "Ban Quản lý các khu công nghiệp tỉnh Hưng Yên"
    assert missing.customdata[0][2] == "(chậm 5 ngày)"
