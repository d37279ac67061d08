"""Names of quarters."""

from dxmetrics.periods import Period
from dxmetrics.text.quarters import quarter, short_quarter


def test_names() -> None:
    assert quarter("2024Q2", "vi") == "Quý II/2024"
    assert quarter(Period(2025, 4), "en") == "Q4 2025"
    assert (short_quarter("2024Q3", "vi"), short_quarter("2024Q3", "en")) == ("III/2024", "Q3/24")
