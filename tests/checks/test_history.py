"""A return against the quarter before."""

from decimal import Decimal

import pytest

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import OrgUnit
from dxmetrics.checks import check_history
from dxmetrics.periods import Period
from tests.helpers.drafts import draft_of, told

NOW = Period(2024, 3)


def found(catalog: Catalog, unit: OrgUnit, code: str, old: object, new: object, now: Period = NOW) -> list:
    draft = draft_of(catalog, unit, now, {code: new})
    return told(check_history(draft, {(unit.id, code): old}, catalog))


@pytest.mark.parametrize(
    ("code", "old", "new", "finding"),
    [
        ("D44", Decimal(30), Decimal(20), "history.cumulative_fell"),
        ("D92.1", Decimal("500.5"), Decimal("500.4"), "history.cumulative_fell"),
        ("D85.2", Decimal(12000), Decimal(12), "history.jump"),
        ("D85.2", Decimal(12), Decimal(12000), "history.jump"),
        ("D01", Decimal(100), Decimal(49), "history.dropped"),
        ("D12", True, False, "history.no_longer"),
    ],
)
def test_asked_about(catalog: Catalog, district: OrgUnit, code: str, old: object, new: object, finding: str) -> None:
    assert found(catalog, district, code, old, new) == [(finding, "warning", "F10")]


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("D44", Decimal(30), Decimal(30)),
        ("D01", Decimal(100), Decimal(50)),
        ("D01", Decimal(10), Decimal(1)),
        ("D81.1", Decimal(30), Decimal(2)),
        ("D12", False, True),
        ("D12", True, None),
        ("D87.1", True, False),
        ("D17", "done", "in_progress"),
    ],
)
def test_nothing_to_ask(catalog: Catalog, district: OrgUnit, code: str, old: object, new: object) -> None:
    assert found(catalog, district, code, old, new) == []


def test_cumulative_figures_start_again_with_the_year(catalog: Catalog, district: OrgUnit) -> None:
    assert found(catalog, district, "D44", Decimal(30), Decimal(3), Period(2025, 1)) == []


def test_no_earlier_value_no_question(catalog: Catalog, district: OrgUnit) -> None:
    draft = draft_of(catalog, district, Period(2024, 3), {"D01": Decimal(1)})
    assert check_history(draft, {(district.id, "D02"): Decimal(5000)}, catalog) == []
