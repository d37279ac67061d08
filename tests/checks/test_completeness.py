"""Blank required cells."""

from decimal import Decimal

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import OrgUnit
from dxmetrics.checks.completeness import check_required
from dxmetrics.findings import Finding
from dxmetrics.periods import Period
from tests.helpers.drafts import draft_of, told


def test_required_blank_is_a_warning_optional_blank_is_nothing(
    catalog: Catalog, district: OrgUnit, period: Period
) -> None:
    draft = draft_of(catalog, district, period, {"D01": Decimal(0), "D12": None, "D13.name": None})
    assert told(check_required(draft, catalog)) == [("value.missing", "warning", "F11")]


def test_a_cell_with_a_fault_is_not_told_twice(catalog: Catalog, district: OrgUnit, period: Period) -> None:
    draft = draft_of(catalog, district, period, {"D12": None})
    faulty = type(draft)(**{**draft.__dict__, "findings": (Finding("value.not_yes_no", "error", "Biểu 1", "F10"),)})
    assert list(check_required(faulty, catalog)) == []
