"""The Plan's data as SQL sees it: what is asked, of whom, in which structure."""

from __future__ import annotations

from collections import Counter

import pytest

from dxmetrics.periods import Period
from dxmetrics.store import Store


@pytest.fixture(scope="module")
def rows(full_store: Store):
    return full_store.rows


def test_returns_expected_each_quarter(rows) -> None:
    expected = dict(rows("select period, count(*) from plan.expected group by period"))
    assert expected == {
        "2024Q2": 39,
        "2024Q3": 39,
        "2024Q4": 39,
        "2025Q1": 34,
        "2025Q2": 33,
        "2025Q3": 127,
        "2025Q4": 127,
    }


def test_structure_of_each_quarter(rows) -> None:
    found = dict(rows("select period, structure from plan.period"))
    assert found == {"2024Q2": 1, "2024Q3": 1, "2024Q4": 2, "2025Q1": 3, "2025Q2": 4, "2025Q3": 5, "2025Q4": 5}


def test_communes_fold_161_to_139_to_104(rows) -> None:
    members = dict(
        rows(
            "select structure, count(*) from plan.member natural join plan.org_unit where level = 'commune' group by 1"
        )
    )
    assert members == {1: 161, 2: 139, 3: 139, 4: 139, 5: 104}
    query = (
        "select count(distinct fold.from_unit), count(distinct fold.org_unit) from plan.fold as fold"
        " inner join plan.member as member on member.org_unit = fold.from_unit and member.structure = $then"
        " inner join plan.org_unit as unit on unit.org_unit = fold.from_unit and unit.level = 'commune'"
        " where fold.structure = $now"
    )
    for then, now, before, after in ((1, 2, 161, 139), (2, 5, 139, 39), (1, 5, 161, 39), (5, 5, 104, 104)):
        assert rows(query, {"then": then, "now": now}) == [(before, after)], (then, now)


def test_every_unit_folds_onto_itself_while_it_lasts(rows) -> None:
    strays = rows(
        "select member.* from plan.member as member left join plan.fold as fold"
        " on fold.structure = member.structure and fold.from_unit = member.org_unit and fold.org_unit = member.org_unit"
        " where fold.org_unit is null"
    )
    assert strays == []


def test_asked_cells_agree_with_the_forms(full_store: Store, rows) -> None:
    catalog = full_store.catalog
    found = Counter(dict(rows("select period || '/' || reporter, count(*) from plan.asked group by 1")))
    for code in ("2024Q2", "2024Q3", "2025Q3"):
        period = Period.parse(code)
        for unit in catalog.reporters(period):
            own = len(catalog.rows_for(unit, period, "unit"))
            communes = len(catalog.rows_for(unit, period, "commune")) * len(catalog.communes_of(unit.id, period))
            assert found[f"{code}/{unit.id}"] == own + communes, unit.id


def test_nobody_is_asked_the_same_cell_twice(rows) -> None:
    assert rows("select period, org_unit, data_element from plan.asked group by all having count(*) > 1") == []
