"""Finding units by what people type: what must be found, what must not, and what is only suggested."""

from __future__ import annotations

import unicodedata

import pytest

from dxmetrics.catalog import Catalog, load_catalog
from dxmetrics.catalog.model import OrgUnit
from dxmetrics.catalog.names import bare_key, did_you_mean, key, plain
from dxmetrics.periods import Period

MUST = [
    ("11953", "2024Q2", "11953@2024-01-01"),
    ("11953", "2025Q3", "11953@2025-07-01"),
    ("11953@2025-07-01", "2025Q3", "11953@2025-07-01"),
    ("Phường Phố Hiến", "2025Q3", "11953@2025-07-01"),
    ("Phường Hiến Nam", "2024Q2", "11953@2024-01-01"),
    ("hien nam", "2024Q2", "11953@2024-01-01"),
    ("UBND phường Hiến Nam", "2024Q2", "11953@2024-01-01"),
    ("P. Hiến Nam", "2024Q2", "11953@2024-01-01"),
    ("  Xã   Nghĩa  Hiệp ", "2024Q2", "Xã Nghĩa Hiệp"),
    ("X.Nghĩa Hiệp", "2024Q2", "Xã Nghĩa Hiệp"),
    ("NGHIA HIEP", "2024Q2", "Xã Nghĩa Hiệp"),
    ("Xã Nghĩa Hiệp (Yên Mỹ)", "2024Q2", "Xã Nghĩa Hiệp"),
    ("Thị trấn Như Quỳnh", "2024Q2", "11986@2024-01-01"),
    ("TT Như Quỳnh", "2024Q2", "11986@2024-01-01"),
    ("tt. Nhu Quynh", "2024Q2", "11986@2024-01-01"),
]
MUST_NOT = [
    ("Văn Giang", "2024Q2"),  # the district or its township
    ("Yên Mỹ", "2024Q2"),
    ("Phường Phố Hiến", "2024Q2"),  # a unit of 2025
    ("Phường Hiến Nam", "2025Q3"),  # a unit of 2024
    ("Xã Nghĩa Hiêp", "2025Q4"),  # merged away
    ("", "2024Q2"),
    ("xã", "2024Q2"),
    ("Hà Nội", "2024Q2"),
    ("Sở", "2024Q2"),
]


@pytest.fixture(scope="module")
def plan() -> Catalog:
    return load_catalog()


def units(plan: Catalog, quarter: str) -> list[OrgUnit]:
    return plan.units_at(Period.parse(quarter))


@pytest.mark.parametrize(("text", "quarter", "expected"), MUST)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_must_be_found(plan: Catalog, text: str, quarter: str, expected: str, form: str) -> None:
    unit = plan.find_unit(unicodedata.normalize(form, text), units(plan, quarter))
    assert unit is not None and expected in (unit.id, unit.name_vi)


@pytest.mark.parametrize(("text", "quarter"), MUST_NOT)
def test_must_not_be_found(plan: Catalog, text: str, quarter: str) -> None:
    assert plan.find_unit(text, units(plan, quarter)) is None


@pytest.mark.parametrize("quarter", ["2024Q2", "2024Q4", "2025Q3"])
def test_every_unit_is_found_by_its_id_code_and_official_name(plan: Catalog, quarter: str) -> None:
    here = units(plan, quarter)
    for unit in here:
        assert plan.find_unit(unit.id, here) == unit
        assert plan.find_unit(unit.name_vi, here) == unit, unit.name_vi
        assert plan.find_unit(unicodedata.normalize("NFD", unit.name_vi.upper()), here) == unit, unit.name_vi


def test_inside_a_district_bare_names_are_enough(plan: Catalog) -> None:
    for district in (unit for unit in units(plan, "2024Q2") if unit.level == "district"):
        communes = plan.communes_of(district.id, Period(2024, 2))
        for commune in communes:
            bare = commune.name_vi.split(" ", 2 if commune.name_vi.startswith("Thị trấn") else 1)[-1]
            assert plan.find_unit(bare, communes) == commune


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Xã Nghĩa Hiệpp", "Xã Nghĩa Hiệp"),
        ("Xã Ngĩa Hiệp", "Xã Nghĩa Hiệp"),
        ("Sở Thông tin và Truyền thôn", "Sở Thông tin và Truyền thông"),
    ],
)
def test_near_misses_are_suggested_not_taken(plan: Catalog, text: str, name: str) -> None:
    here = units(plan, "2024Q2")
    assert plan.find_unit(text, here) is None
    assert plan.suggest_unit(text, here).name_vi == name


def test_nothing_near_is_no_suggestion(plan: Catalog) -> None:
    assert plan.suggest_unit("Washington", units(plan, "2024Q2")) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Thuỵ", "Thụy"),
        ("Mĩ Hào", "Mỹ Hào"),
        ("ĐÌNH DÙ", "đình dù"),
        ("Đ", "Ð"),
        ("Lạc  Đạo", "lac dao"),
        ("Quý", "Quí"),
    ],
)
def test_spellings_that_are_the_same(one: str, other: str) -> None:
    assert key(one) == key(other) == key(unicodedata.normalize("NFD", one))


@pytest.mark.parametrize(("one", "other"), [("Lạc Đạo", "Lạc Đao A"), ("Minh Tân", "Minh Tấn B"), ("", "x")])
def test_spellings_that_are_not(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_keys_and_clauses() -> None:
    assert plain("Xã  Nghĩa Hiệp!") == "xa nghia hiep"
    assert bare_key("UBND thị trấn Như Quỳnh") == bare_key("Như Quỳnh") == "nhuquinh"
    assert did_you_mean("targte", ["target", "unit"]) == "; did you mean 'target'?"
    assert did_you_mean("zzz", ["target", "unit"]) == ""
