"""Not applicable needs leave and a reason."""

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import OrgUnit
from dxmetrics.checks.not_applicable import check_not_applicable
from dxmetrics.periods import Period
from tests.helpers.drafts import KAD, draft_of, told


def test_where_the_plan_does_not_allow_it(catalog: Catalog, district: OrgUnit, period: Period) -> None:
    draft = draft_of(catalog, district, period, {"D12": KAD}, notes={"D12": "vì sao"})
    assert told(check_not_applicable(draft, catalog)) == [("na.not_allowed", "error", "F10")]


def test_without_a_reason(catalog: Catalog, district: OrgUnit, period: Period) -> None:
    found = list(check_not_applicable(draft_of(catalog, district, period, {"D15": KAD}), catalog))
    assert told(found) == [("na.no_reason", "error", "F10")]
    assert found[0].params["note_cell"] == "H10"


def test_with_a_reason(catalog: Catalog, district: OrgUnit, period: Period) -> None:
    draft = draft_of(catalog, district, period, {"D15": KAD}, notes={"D15": "Không có phòng"})
    assert list(check_not_applicable(draft, catalog)) == []


def test_a_task_said_not_applicable_needs_a_reason_too(catalog: Catalog, district: OrgUnit, period: Period) -> None:
    draft = draft_of(catalog, district, period, {"N1.state": "not_applicable", "N7.state": "done"})
    assert told(check_not_applicable(draft, catalog)) == [("na.no_reason", "error", "F10")]
