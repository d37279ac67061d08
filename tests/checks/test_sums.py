"""D16 <= D15 and its like: over the cells a return is asked for."""

from decimal import Decimal

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import OrgUnit
from dxmetrics.checks.sums import check_sums
from dxmetrics.periods import Period
from tests.helpers.drafts import KAD, draft_of, told


def test_more_than_the_whole(catalog: Catalog, district: OrgUnit, period: Period) -> None:
    found = list(check_sums(draft_of(catalog, district, period, {"D15": Decimal(12), "D16": Decimal(13)}), catalog))
    assert told(found) == [("rule.more_than", "error", "F11")]
    assert (found[0].params["left_sum"], found[0].params["right_sum"], found[0].params["right_cells"]) == (
        13,
        12,
        "F10",
    )


def test_equal_is_accepted(catalog: Catalog, district: OrgUnit, period: Period) -> None:
    draft = draft_of(catalog, district, period, {"D15": Decimal(12), "D16": Decimal(12)})
    assert list(check_sums(draft, catalog)) == []


def test_a_sum_that_must_equal(catalog: Catalog, district: OrgUnit, period: Period) -> None:
    values = {"D05": Decimal(1), "D06": Decimal(2), "D07": Decimal(3), "D46": Decimal(7)}
    assert told(check_sums(draft_of(catalog, district, period, values), catalog)) == [
        ("rule.not_equal", "warning", "F13")
    ]
    assert told(check_sums(draft_of(catalog, district, period, values | {"D46": Decimal(6)}), catalog)) == []


def test_an_equation_with_a_part_that_is_not_asked_says_nothing(
    catalog: Catalog, district: OrgUnit, period: Period
) -> None:
    values = {"D07": Decimal(3), "D46": Decimal(7)}
    assert list(check_sums(draft_of(catalog, district, period, values), catalog)) == []


def test_a_blank_part_could_be_anything(catalog: Catalog, district: OrgUnit, period: Period) -> None:
    draft = draft_of(catalog, district, period, {"D15": None, "D16": Decimal(13)})
    assert list(check_sums(draft, catalog)) == []


def test_what_is_not_asked_or_not_applicable_adds_nothing(catalog: Catalog, district: OrgUnit, period: Period) -> None:
    values = {"D71.2": Decimal(3), "D71.3": KAD, "D75.1": Decimal(4)}
    assert told(check_sums(draft_of(catalog, district, period, values), catalog)) == [
        ("rule.more_than", "error", "F12")
    ]


def test_units_are_never_mixed(catalog: Catalog, district: OrgUnit, period: Period) -> None:
    commune = catalog.communes_of(district.id, period)[0]
    own = draft_of(catalog, district, period, {"D55": Decimal(1)})
    other = draft_of(catalog, district, period, {"D57": Decimal(9)}, of=commune)
    both = type(own)(**{**own.__dict__, "values": own.values + other.values})
    assert list(check_sums(both, catalog)) == []
