"""The messages in the charts' titles."""

import pandas as pd
import pytest

from dxmetrics.catalog import load_catalog
from dxmetrics.text import words
from dxmetrics.ui import messages
from tests.helpers.progress_rows import progress_rows

SAY = words("vi")
MT2, MT4 = (load_catalog().indicators[code] for code in ("MT2", "MT4"))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({}, "Với tốc độ này, đến Quý IV/2025 chỉ đạt 80%, chưa tới chỉ tiêu 100%"),
        ({"projected": 130.0}, "Với tốc độ này sẽ đạt chỉ tiêu 100% trước hoặc đúng Quý IV/2025"),
        ({"status": "achieved"}, "Đã đạt: 60%"),
        ({"status": "missed"}, "Đến hạn Quý IV/2025 mới đạt 60%, chưa tới chỉ tiêu 100%"),
        ({"status": "incomplete"}, "Chưa đủ số liệu để kết luận: trong khoảng 60% đến 70%"),
        ({"status": "incomplete", "upper": None}, "Chưa đủ số liệu để kết luận: 60% theo số đã báo cáo"),
        ({"projected": None}, "60% ở Quý II/2025"),
        ({"value": None, "status": "not_reported"}, "Chưa có số liệu của Quý II/2025"),
    ],
)
def test_plan(row: dict, expected: str) -> None:
    assert messages.plan(progress_rows(row), MT2, SAY) == expected


def test_what_is_tracked_gets_no_forecast() -> None:
    assert messages.plan(progress_rows({"status": "tracking"}), MT4, SAY) == "60% ở Quý II/2025"


@pytest.mark.parametrize(
    ("not_met", "silent", "expected"),
    [
        (5, 2, "Cấp xã còn 5 đơn vị chưa đạt, 2 đơn vị chưa có số liệu"),
        (5, 0, "Cấp xã còn 5 đơn vị chưa đạt"),
        (0, 2, "Cấp xã còn 2 đơn vị chưa có số liệu"),
        (0, 0, "Mọi cấp đã đạt"),
    ],
)
def test_levels_name_the_one_with_most_left(not_met: int, silent: int, expected: str) -> None:
    rows = progress_rows(
        {"level": "department", "not_met": 0, "not_reported": 0},
        {"level": "commune", "not_met": not_met, "not_reported": silent},
    )
    assert messages.levels(rows, SAY) == expected


def test_need_says_units_or_points_and_nothing_once_it_is_over() -> None:
    row = next(progress_rows({}).itertuples())
    assert messages.need(row, MT2, SAY) == "Còn 40 đơn vị, mỗi quý cần thêm 20 đơn vị"
    points = next(progress_rows({"units_to_go": None}).itertuples())
    assert messages.need(points, MT2, SAY) == "Mỗi quý cần thêm 20 điểm"
    for over in ({"status": "achieved"}, {"status": "missed"}, {"target_value": None}):
        assert messages.need(next(progress_rows(over).itertuples()), MT2, SAY) == ""


def test_calendar_counts_who_is_silent_now_and_again() -> None:
    rows = pd.DataFrame(
        [("a", "2024Q2", "missing"), ("a", "2024Q3", "missing"), ("b", "2024Q3", "rejected")],
        columns=["org_unit", "period", "state"],
    )
    assert (
        messages.calendar(rows, "2024Q3", SAY)
        == "2 đơn vị chưa có báo cáo Quý III/2024, trong đó 1 đơn vị thiếu từ hai kỳ trở lên"
    )
    assert messages.calendar(rows, "2024Q4", SAY) == "Mọi đơn vị trong phạm vi đang xem đã gửi báo cáo Quý IV/2024"


def test_comparable_units_are_named_where_they_decide() -> None:
    row = next(progress_rows({"value": 79.5, "comparable_value": 96.2, "comparable_units": 52}).itertuples())
    assert messages.comparable(row, MT2, SAY) == "Trên 52 đơn vị so sánh được với kỳ gốc: 96,2%"
    assert messages.comparable(next(progress_rows({}).itertuples()), MT2, SAY) == ""
    assert messages.comparable(row, MT4, SAY) == ""
