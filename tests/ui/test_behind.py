"""The cells behind a figure of one unit: those its own return is asked for, in the formula's order, with documents."""

import pandas as pd

from dxmetrics.catalog import load_catalog
from dxmetrics.periods import Period
from dxmetrics.ui.behind import cells, elements_of
from dxmetrics.ui.unit_figures import worst

CATALOG = load_catalog()
Q2 = Period(2025, 2)


def behind(indicator: str, unit: str, period: Period = Q2) -> list[str]:
    return elements_of(CATALOG.indicators[indicator], CATALOG.units[unit], period, CATALOG)


def test_a_department_is_read_by_the_member_group_it_answers_for() -> None:
    assert behind("MT3", "BQLKCN@2024-01-01") == ["D70.2", "D71.2"]


def test_a_yes_stands_with_its_document() -> None:
    codes = behind("MT2", "11953@2025-07-01", Period(2025, 4))
    assert codes[0] == "D61" and CATALOG.elements["D61"].document in codes


def test_a_commune_of_a_district_is_asked_through_it() -> None:
    commune = CATALOG.communes_of("331@2024-01-01", Q2)[0]
    assert behind("MT2", commune.id)[0] == "D61"


def test_a_cell_left_out_keeps_its_line() -> None:
    values = pd.DataFrame(
        [("u", "D61", True, "Biểu 1", "F9", "a.xlsx"), ("v", "D63", "x", "Biểu 1", "F9", "b.xlsx")],
        columns=["org_unit", "data_element", "value", "sheet", "cell", "file"],
    )
    found = cells(values, "u", ["D61", "D63"])
    assert list(found["data_element"]) == ["D61", "D63"]
    assert found["cell"].iloc[0] == "F9" and pd.isna(found["cell"].iloc[1])


def test_the_worst_target_is_the_first_behind_then_the_first_silent() -> None:
    statuses = pd.Series({"MT2": "achieved", "MT3": "not_reported", "MT6": "missed"})
    assert worst(statuses) == "MT6"
    assert worst(statuses[["MT2", "MT3"]]) == "MT3"
    assert worst(statuses[["MT2"]]) == "MT2"
