"""The 59 habits of Vietnamese office workbooks (excel-habits.md), each with what is typed and what it becomes.

The cases stand in tests/helpers/habits_*.py: cells (E.1-E.3: what one cell becomes for one element) and whole
workbooks (E.4-E.6). A habit without a case fails the last test of this file.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import OrgUnit
from dxmetrics.periods import Period
from dxmetrics.workbook.model import Cell
from dxmetrics.workbook.reading import read_return
from tests.helpers.habit_world import World, given
from tests.helpers.habits_cells import CELLS
from tests.helpers.habits_files import FILES
from tests.helpers.habits_tables import TABLES
from tests.helpers.habits_text import TEXTS
from tests.helpers.habits_units import UNITS
from tests.helpers.habits_values import VALUES
from tests.workbook.test_values import codes, read

HABITS = range(1, 60)
BOOKS = [*VALUES, *TEXTS, *UNITS, *TABLES, *FILES]


@pytest.mark.parametrize(
    ("habit", "typed", "of", "value", "code"), CELLS, ids=[f"{case[0]}-{case[1].text}" for case in CELLS]
)
def test_cell(habit: int, typed: Cell, of: object, value: object, code: str) -> None:
    parsed = read(typed, of)
    assert parsed.value == value and (value is None) == (parsed.state == "missing")
    assert [found for found, _ in codes(parsed)] == ([code] if code else [])


@pytest.fixture(scope="module")
def world(catalog: Catalog, district: OrgUnit, period: Period, district_return: bytes) -> World:
    draft = read_return(district_return, catalog)
    places = {(item.org_unit, item.data_element): item.cell for item in draft.values}
    return World(catalog, district, period, district_return, places, given(draft))


@pytest.mark.parametrize(
    ("number", "shown", "check"), BOOKS, ids=[f"{number}-{check.__name__}" for number, _, check in BOOKS]
)
def test_workbook(number: int, shown: str, check: Callable[[World], None], world: World) -> None:
    check(world)


@pytest.mark.parametrize("number", HABITS)
def test_every_habit_has_a_case(number: int) -> None:
    assert number in {case[0] for case in CELLS} | {case[0] for case in BOOKS}
