"""The sender's totals against the communes."""

from decimal import Decimal

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import OrgUnit
from dxmetrics.checks.totals import check_totals
from dxmetrics.periods import Period
from dxmetrics.workbook.draft import ControlTotal
from tests.helpers.drafts import draft_of, told


def test_total_that_differs_and_total_that_agrees(catalog: Catalog, district: OrgUnit, period: Period) -> None:
    commune = catalog.communes_of(district.id, period)[0]
    totals = (
        ControlTotal("D55", "Biểu 1", "J40", Decimal(9)),
        ControlTotal("D56", "Biểu 1", "K40", Decimal(4)),
        ControlTotal("D58", "Biểu 1", "L40", Decimal(4)),
    )
    values = {"D55": Decimal(8), "D56": Decimal(4), "D58": None}
    draft = draft_of(catalog, district, period, values, of=commune, totals=totals)
    assert told(check_totals(draft, catalog)) == [("rule.total_differs", "warning", "J40")]
