"""The questions the rest of the code has for the Plan's data: who is in force, what is asked, when it is due."""

from __future__ import annotations

import dataclasses
from collections import Counter
from datetime import date, datetime

import pytest

from dxmetrics.catalog import Catalog, load_catalog
from dxmetrics.catalog.catalog import VIETNAM
from dxmetrics.catalog.model import OrgUnit
from dxmetrics.periods import Period


@pytest.fixture(scope="module")
def plan() -> Catalog:
    return load_catalog()


def unit(plan: Catalog, id_: str) -> OrgUnit:
    return plan.units[id_]


@pytest.mark.parametrize(
    ("id_", "quarter", "due"),
    [
        ("325@2024-01-01", "2024Q2", date(2024, 6, 17)),  # a Monday
        ("SYT@2024-01-01", "2024Q3", date(2024, 9, 17)),
        ("SYT@2024-01-01", "2024Q4", date(2024, 12, 17)),
        ("SYT@2024-01-01", "2025Q1", date(2025, 3, 17)),
        ("VNPT@2024-01-01", "2025Q2", date(2025, 6, 17)),
        ("11953@2025-07-01", "2025Q3", date(2025, 9, 16)),
        ("11953@2025-07-01", "2025Q4", date(2025, 12, 16)),
    ],
)
def test_due_dates(plan: Catalog, id_: str, quarter: str, due: date) -> None:
    moment = plan.due_at(unit(plan, id_), Period.parse(quarter))
    assert moment == datetime(due.year, due.month, due.day, 23, 59, 59, tzinfo=VIETNAM)
    assert moment.utcoffset().total_seconds() == 7 * 3600


def test_a_due_date_on_a_weekend_moves_to_monday(plan: Catalog) -> None:
    """17/3/2024 and 17/9/2023 are Sundays, 17/6/2023 a Saturday."""
    department = unit(plan, "SYT@2024-01-01")
    moved = {code: plan.due_at(department, Period.parse(code)).date() for code in ("2024Q1", "2023Q3", "2023Q2")}
    assert moved == {"2024Q1": date(2024, 3, 18), "2023Q3": date(2023, 9, 18), "2023Q2": date(2023, 6, 19)}


def test_a_due_date_on_a_holiday_moves_past_all_of_it(plan: Catalog) -> None:
    holidays = (date(2024, 6, 17), date(2024, 6, 18))
    moved = dataclasses.replace(plan, holidays=holidays)
    assert moved.due_at(unit(plan, "SYT@2024-01-01"), Period(2024, 2)).date() == date(2024, 6, 19)
    friday = dataclasses.replace(plan, holidays=(date(2024, 5, 17),))
    assert friday.due_at(unit(plan, "SYT@2024-01-01"), Period(2024, 2)).date() == date(2024, 6, 17)


@pytest.mark.parametrize(
    ("quarter", "communes", "districts", "number"),
    [
        ("2024Q2", 161, 10, 1),
        ("2024Q3", 161, 10, 1),
        ("2024Q4", 139, 10, 2),
        ("2025Q1", 139, 10, 3),
        ("2025Q2", 139, 10, 4),
        ("2025Q3", 104, 0, 5),
        ("2025Q4", 104, 0, 5),
    ],
)
def test_structure_at_the_cut_off(plan: Catalog, quarter: str, communes: int, districts: int, number: int) -> None:
    period = Period.parse(quarter)
    levels = Counter(one.level for one in plan.units_at(period))
    assert (levels["commune"], levels["district"], plan.structure_of(period).number) == (communes, districts, number)


def test_folding_161_to_139_to_104(plan: Catalog) -> None:
    first, second, last = plan.structures[0], plan.structures[1], plan.structures[-1]
    old = [one for one in plan.units_at(Period(2024, 2)) if one.level == "commune"]
    middle = {plan.successor_in(one, second).id for one in old}
    new = {plan.successor_in(one, last).id for one in old}
    assert (len(old), len(middle), len(new)) == (161, 139, 39)
    assert all(plan.successor_in(one, first) == one for one in old)
    direct = {one.id: plan.successor_in(one, last) for one in old}
    through = {one.id: plan.successor_in(plan.successor_in(one, second), last) for one in old}
    assert direct == through, "folding in one step or in two comes to the same"


def test_a_districts_office_has_no_heir(plan: Catalog) -> None:
    assert plan.successor_in(unit(plan, "325@2024-01-01"), plan.structures[-1]) is None


def test_merged_departments_come_to_one(plan: Catalog) -> None:
    last = plan.structures[-1]
    heirs = {plan.successor_in(unit(plan, id_), last).id for id_ in ("STTTT@2024-01-01", "SKHCN@2024-01-01")}
    assert heirs == {"SKHCN@2025-03-01"}


def codes(plan: Catalog, id_: str, quarter: str, part: str = "unit", stated: tuple[str, ...] = ()) -> set[str]:
    return {row.data_element for row in plan.rows_for(unit(plan, id_), Period.parse(quarter), part, stated)}


def test_half_yearly_rows_come_in_q2_and_q4(plan: Catalog) -> None:
    for quarter, asked in (("2024Q2", True), ("2024Q3", False), ("2024Q4", True), ("2025Q1", False)):
        assert ("D82" in codes(plan, "SYT@2024-01-01", quarter)) is asked


def test_yearly_rows_come_in_q4(plan: Catalog) -> None:
    for quarter, asked in (("2024Q2", False), ("2024Q3", False), ("2024Q4", True)):
        assert ("D50" in codes(plan, "SYT@2024-01-01", quarter)) is asked


def test_what_is_asked_once_goes_when_it_is_stated(plan: Catalog) -> None:
    assert "D04" in codes(plan, "SYT@2024-01-01", "2024Q2") and "D04" in codes(plan, "SYT@2024-01-01", "2025Q4")
    assert "D04" not in codes(plan, "SYT@2024-01-01", "2024Q3", stated=("D04",))


def test_role_rows_follow_the_role(plan: Catalog) -> None:
    assert "D54" in codes(plan, "STTTT@2024-01-01", "2024Q4") and "D54" not in codes(plan, "SYT@2024-01-01", "2024Q4")
    assert "D54" in codes(plan, "SKHCN@2025-03-01", "2025Q1")
    assert plan.role_holder("DIC", date(2025, 2, 28)).id == "STTTT@2024-01-01"
    assert plan.role_holder("DIC", date(2025, 3, 1)).id == "SKHCN@2025-03-01"
    assert plan.role_holder("NOBODY", date(2025, 3, 1)) is None


def test_commune_columns_belong_to_districts(plan: Catalog) -> None:
    assert "D61" in codes(plan, "325@2024-01-01", "2025Q2", "commune") and not codes(
        plan, "SYT@2024-01-01", "2025Q2", "commune"
    )
    assert "D61" in codes(plan, "11953@2025-07-01", "2025Q3")


def test_tasks_of_an_office(plan: Catalog) -> None:
    period = Period(2024, 2)
    dic, health, firm = (
        {task.code for task in plan.tasks_of(unit(plan, id_), period)}
        for id_ in ("STTTT@2024-01-01", "SYT@2024-01-01", "VNPT@2024-01-01")
    )
    assert {"N5.b1", "P2.a"} <= dic and not {"N5.b1", "P2.a"} & health
    assert {"P8.a", "P8.b", "P8.c"} <= firm and "N2.1" in health and "P9" in dic & health & firm
    assert plan.tasks_of(unit(plan, "11986@2024-01-01"), period) == [], "a commune in its district's return has no form"


def test_expected_returns_are_those_of_the_reporters(plan: Catalog) -> None:
    expected = Counter(item.period.code for item in plan.expected())
    assert expected == {
        "2024Q2": 39,
        "2024Q3": 39,
        "2024Q4": 39,
        "2025Q1": 34,
        "2025Q2": 33,
        "2025Q3": 127,
        "2025Q4": 127,
    }


def test_the_grid_of_what_is_asked(plan: Catalog) -> None:
    grid = plan.asked()
    assert len({(row.period, row.org_unit, row.data_element) for row in grid}) == len(grid)
    focal = Counter(row.period.code for row in grid if row.data_element == "D61")
    assert focal == {
        "2024Q2": 161,
        "2024Q3": 161,
        "2024Q4": 139,
        "2025Q1": 139,
        "2025Q2": 139,
        "2025Q3": 104,
        "2025Q4": 104,
    }
    assert {
        row.reporter == row.org_unit for row in grid if row.data_element == "D61" and row.period < Period(2025, 3)
    } == {False}
