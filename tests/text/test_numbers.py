"""Numbers and dates the Vietnamese way."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pandas as pd
import pytest

from dxmetrics.text.numbers import day, fixed, moment, number, percent, signed


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (1234.5, "1.234,5", "1,234.5"),
        (83.0, "83", "83"),
        (Decimal("0.05"), "0", "0"),
        (-2.25, "-2,2", "-2.2"),
        (0, "0", "0"),
    ],
)
def test_number(value: float, vi: str, en: str) -> None:
    assert (number(value, "vi"), number(value, "en")) == (vi, en)


@pytest.mark.parametrize("value", [None, float("nan"), float("inf"), pd.NA, pd.NaT])
def test_no_value_is_empty_never_zero(value: object) -> None:
    assert [write(value, "vi") for write in (number, percent, signed, fixed)] == ["", "", "", ""]


def test_percent_fixed_and_signed() -> None:
    assert percent(83.333, "vi") == "83,3%"
    assert fixed(83, "vi") == "83,0"
    assert (signed(1.26, "vi"), signed(-1.26, "vi"), signed(0.01, "vi")) == ("+1,3", "\N{MINUS SIGN}1,3", "0")


def test_day_and_moment_are_vietnam_s() -> None:
    late = datetime(2024, 6, 17, 18, 30, tzinfo=UTC)
    assert day(date(2024, 6, 7)) == "07/06/2024"
    assert (day(late), moment(late)) == ("18/06/2024", "18/06/2024 01:30")
    assert moment(datetime(2024, 6, 17, 23, 59)) == "17/06/2024 23:59"
    assert (day(None), moment(pd.NaT)) == ("", "")
