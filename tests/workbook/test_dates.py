"""Days as typed: the day first, always; what names no day is asked about."""

from datetime import date

import pytest

from dxmetrics.workbook.dates import read_day


@pytest.mark.parametrize(
    "text",
    [
        "10/04/2024",
        "10/4/2024",
        "10-4-2024",
        "10.4.2024",
        "10/4/24",
        "2024-04-10",
        "ngày 10/4/2024",
        "ngày 10 tháng 4 năm 2024",
        "Ngày 10 tháng 04 năm 2024",
    ],
)
def test_day_first(text: str) -> None:
    assert read_day(text).day == date(2024, 4, 10)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("31/11/2024", "value.no_such_day"),
        ("29/02/2025", "value.no_such_day"),
        ("4/2024", "value.day_missing"),
        ("T4/2024", "value.day_missing"),
        ("tháng 4/2024", "value.day_missing"),
        ("Quý II", "value.not_a_date"),
        ("10/4/1024", "value.not_a_date"),
        ("sau", "value.not_a_date"),
    ],
)
def test_asked_about(text: str, fault: str) -> None:
    assert read_day(text).fault == fault
