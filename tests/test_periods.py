"""Quarters as Decree 09/2019 cuts them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dxmetrics.errors import PeriodError
from dxmetrics.periods import Period, periods_between


@pytest.mark.parametrize(
    ("code", "start", "cutoff"),
    [
        ("2024Q1", date(2023, 12, 15), date(2024, 3, 14)),
        ("2024Q2", date(2024, 3, 15), date(2024, 6, 14)),
        ("2024Q3", date(2024, 6, 15), date(2024, 9, 14)),
        ("2024Q4", date(2024, 9, 15), date(2024, 12, 14)),
        ("2025Q1", date(2024, 12, 15), date(2025, 3, 14)),
    ],
)
def test_window_of_a_quarter(code: str, start: date, cutoff: date) -> None:
    period = Period.parse(code)
    assert (period.start, period.cutoff) == (start, cutoff)


def test_windows_follow_each_other_without_a_gap() -> None:
    for period in periods_between(Period(2023, 1), Period(2030, 4)):
        assert period.shift(1).start == period.cutoff + timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2024, 4, 10), "2024Q1"),  # the Plan's date
        (date(2025, 12, 31), "2025Q4"),  # the deadline: its figures are final
        (date(2024, 3, 14), "2024Q1"),
        (date(2024, 3, 13), "2023Q4"),
        (date(2024, 12, 14), "2024Q4"),
        (date(2024, 12, 13), "2024Q3"),
        (date(2025, 1, 1), "2024Q4"),
        (date(2030, 12, 31), "2030Q4"),
    ],
)
def test_a_date_maps_to_the_last_quarter_cut_off_by_then(day: date, code: str) -> None:
    assert Period.of_date(day).code == code


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2024, 12, 14), "2024Q4"),
        (date(2024, 12, 15), "2025Q1"),
        (date(2025, 3, 14), "2025Q1"),
        (date(2024, 7, 1), "2024Q3"),
    ],
)
def test_the_quarter_a_day_falls_into(day: date, code: str) -> None:
    assert Period.containing(day).code == code


def test_every_day_falls_into_one_window() -> None:
    day = date(2024, 1, 1)
    while day < date(2026, 1, 1):
        period = Period.containing(day)
        assert period.start <= day <= period.cutoff
        day += timedelta(days=1)


def test_index_counts_quarters() -> None:
    assert Period(2025, 4).index - Period(2024, 1).index == 7
    assert Period(2024, 2).index == 4 * 2024 + 2
    assert all(
        Period.from_index(period.index) == period for period in periods_between(Period(2020, 1), Period(2026, 4))
    )


def test_shifting_crosses_years() -> None:
    assert Period(2024, 4).shift(1) == Period(2025, 1)
    assert Period(2025, 1).shift(-5) == Period(2023, 4)


def test_quarters_between() -> None:
    assert [period.code for period in periods_between(Period(2024, 3), Period(2025, 1))] == [
        "2024Q3",
        "2024Q4",
        "2025Q1",
    ]
    assert periods_between(Period(2025, 1), Period(2024, 4)) == []


@pytest.mark.parametrize("text", ["2024Q2", " 2024q2 "])
def test_reading_a_quarter(text: str) -> None:
    assert Period.parse(text) == Period(2024, 2) and str(Period.parse(text)) == "2024Q2"


@pytest.mark.parametrize("text", ["", "2024", "2024Q5", "2024Q0", "24Q1", "Q2/2024", "2024-Q2", "2024Q2x", "2024Q22"])
def test_what_is_no_quarter(text: str) -> None:
    with pytest.raises(PeriodError, match="2024Q2"):
        Period.parse(text)
