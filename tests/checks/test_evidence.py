"""A yes that needs its document."""

from decimal import Decimal

import pytest

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import OrgUnit
from dxmetrics.checks.evidence import check_evidence
from dxmetrics.periods import Period
from tests.helpers.drafts import draft_of, told


@pytest.mark.parametrize(("code", "document", "value"), [("D12", "D14", True), ("D08", "D09", Decimal(2))])
def test_a_claim_without_its_document(
    catalog: Catalog, district: OrgUnit, period: Period, code: str, document: str, value: object
) -> None:
    draft = draft_of(catalog, district, period, {code: value, document: None})
    assert told(check_evidence(draft, catalog)) == [("evidence.missing", "warning", "F11")]


@pytest.mark.parametrize(
    "values",
    [
        {"D12": False, "D14": None},
        {"D12": None, "D14": None},
        {"D12": True, "D14": "15/QĐ-UBND"},
        {"D08": Decimal(0), "D09": None},
        {"D91": "none", "D91.ref": None},
    ],
)
def test_nothing_to_ask(catalog: Catalog, district: OrgUnit, period: Period, values: dict[str, object]) -> None:
    assert list(check_evidence(draft_of(catalog, district, period, values), catalog)) == []
