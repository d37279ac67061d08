"""Bars of three states."""

import pytest

from dxmetrics.charts import group_bars, three_state
from dxmetrics.charts.three_state import shares
from dxmetrics.text import words
from tests.helpers.progress_rows import progress_rows

SAY = words("vi")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({}, (60.0, 30.0, 10.0)),
        ({"upper": None}, (60.0, 40.0, 0.0)),
        ({"lower": None, "upper": None}, (60.0, 40.0, 0.0)),
        ({"value": None, "lower": None, "upper": None}, (0.0, 0.0, 100.0)),
    ],
)
def test_shares_add_up_and_silence_is_open(row: dict, expected: tuple) -> None:
    assert shares(next(progress_rows(row).itertuples())) == expected


def test_one_bar_a_level_with_symbol_word_and_figures() -> None:
    rows = progress_rows(
        {"level": "department"}, {"level": "commune", "value": 40.0, "lower": 40.0, "met": 40, "not_met": 50}
    )
    figure = three_state(rows, SAY, title="Thông điệp", source="Nguồn.")
    bars = [trace for trace in figure.data if trace.type == "bar"]
    assert [trace.name for trace in bars] == ["✓ Đạt", "○ Chưa đạt", "? Chưa có số liệu"]
    assert [list(trace.x) for trace in bars] == [[60, 40], [30, 30], [10, 30]]
    assert bars[2].marker.pattern.shape == "/"
    assert [note.text for note in figure.layout.annotations] == [
        "Sở, ban, ngành: <b>60%</b> (60/100) · ◐ Cần tăng tốc",
        "Cấp xã: <b>40%</b> (40/100) · ◐ Cần tăng tốc",
    ]
    assert figure.layout.meta == {
        "title": "Thông điệp",
        "note": "Đơn vị tính: %. Nguồn.",
        "alt": "Thông điệp. Sở, ban, ngành: 60% (60/100) · ◐ Cần tăng tốc. Cấp xã: 40% (40/100) · ◐ Cần tăng tốc",
    }


def test_the_plan_stands_beside_each_bar_that_has_one() -> None:
    figure = three_state(
        progress_rows({"level": "department"}, {"level": "commune", "planned_now": None}), SAY, title="", source=""
    )
    marks = [trace for trace in figure.data if trace.type == "scatter"]
    assert [list(trace.x) for trace in marks] == [[73.3]]
    tracked = three_state(progress_rows({"level": "commune", "planned_now": None}), SAY, title="", source="")
    assert not [trace for trace in tracked.data if trace.type == "scatter"]


def test_long_group_names_break_and_never_push_the_bars() -> None:
    name = "Bộ phận, đầu mối tại sở, ban, ngành và cơ quan chuyên môn cấp huyện"
    figure = group_bars(progress_rows({"group": "ML2"}), SAY, {"ML2": name}, title="", source="")
    assert all(len(line) <= 54 for line in figure.layout.annotations[0].text.split("<br>"))
    assert figure.layout.yaxis.visible is False
