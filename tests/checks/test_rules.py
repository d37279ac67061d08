"""All checks together."""

import pytest

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import OrgUnit
from dxmetrics.checks import check_rules
from dxmetrics.periods import Period
from dxmetrics.workbook.reading import read_return
from dxmetrics.workbook.template import build_template
from tests.helpers.books import filling


@pytest.mark.parametrize("quarter", ["2024Q2", "2024Q4", "2025Q2", "2025Q3"])
def test_a_consistently_filled_return_of_every_unit_has_no_finding(catalog: Catalog, quarter: str) -> None:
    period = Period.parse(quarter)
    for unit in catalog.reporters(period):
        data = build_template(catalog, unit, period, {}, (), values=filling(catalog, unit, period))
        assert check_rules(read_return(data, catalog, period), catalog) == [], unit.id


def test_a_blank_template_is_only_incomplete(catalog: Catalog, district: OrgUnit, period: Period) -> None:
    found = check_rules(read_return(build_template(catalog, district, period, {}, ()), catalog), catalog)
    assert {finding.code for finding in found} == {"value.missing"}


def test_a_file_that_is_no_workbook_has_nothing_to_check(catalog: Catalog) -> None:
    assert check_rules(read_return(b"%PDF", catalog), catalog) == []
