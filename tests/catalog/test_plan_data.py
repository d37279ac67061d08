"""The Plan's data against the reference: how many there are of each, and that every word names what it should."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from dxmetrics import catalog as catalog_package
from dxmetrics.catalog import Catalog, load_catalog
from dxmetrics.catalog.names import key
from dxmetrics.periods import Period

PLAN = Path(catalog_package.__file__).parent.parent / "plan"
CSV_FILES = sorted(PLAN.glob("*.csv"))
NUMBERED = [
    *range(1, 26), *range(31, 37), *range(41, 64), *range(70, 88), *range(91, 99), *range(101, 111),
]  # fmt: skip
AGENCY_SPELLINGS = [
    ("Sở TT&TT", "2024Q2", "STTTT@2024-01-01"),
    ("Sở TTTT", "2024Q2", "STTTT@2024-01-01"),
    ("Sở TT-TT", "2024Q2", "STTTT@2024-01-01"),
    ("STTTT", "2024Q2", "STTTT@2024-01-01"),
    ("Sở Thông tin – Truyền thông", "2024Q2", "STTTT@2024-01-01"),
    ("Sở LĐ-TB&XH", "2024Q2", "SLĐTBXH@2024-01-01"),
    ("LĐTBXH", "2024Q2", None),
    ("Sở LĐTBXH", "2024Q2", "SLĐTBXH@2024-01-01"),
    ("Sở NN&PTNT", "2024Q2", "SNNPTNT@2024-01-01"),
    ("VPUBND", "2024Q2", "VPUBND@2024-01-01"),
    ("VP UBND", "2025Q4", "VPUBND@2024-01-01"),
    ("CAT", "2024Q2", "CAT@2024-01-01"),
    ("Công an tỉnh Hưng Yên", "2025Q4", "CAT@2024-01-01"),
    ("Đài PT-TH Hưng Yên", "2025Q1", "ĐPTTH@2024-01-01"),
    ("ĐPTTH", "2024Q2", "ĐPTTH@2024-01-01"),
    ("Sở KH&CN", "2024Q4", "SKHCN@2024-01-01"),
    ("Sở KH&CN", "2025Q1", "SKHCN@2025-03-01"),
    ("Sở KH&ĐT", "2024Q4", "SKHĐT@2024-01-01"),
    ("Sở Tài chính", "2025Q3", "STC@2025-03-01"),
    ("Viễn thông Hưng Yên", "2025Q3", "VNPT@2024-01-01"),
    ("Bưu điện tỉnh", "2024Q2", "VNPOST@2024-01-01"),
    ("Sở TT&TT", "2025Q1", None),
    ("Sở KH&ĐT", "2025Q3", None),
    ("Sở NN&MT", "2024Q4", None),
    ("Đài PTTH", "2025Q2", None),
    ("TT", "2024Q2", None),
    ("Sở", "2024Q2", None),
    ("Ủy ban nhân dân tỉnh", "2024Q2", None),
]
DISTRICT_SPELLINGS = [
    ("TP Hưng Yên", "323"),
    ("T.P Hưng Yên", "323"),
    ("UBND thành phố Hưng Yên", "323"),
    ("TX Mỹ Hào", "328"),
    ("Thị xã Mĩ Hào", "328"),
    ("UBND HUYEN YEN MY", "327"),
    ("Huyện Văn Lâm", "325"),
    ("Văn Lâm", "325"),
]


@pytest.fixture(scope="module")
def plan() -> Catalog:
    return load_catalog()


def rows(name: str) -> list[dict[str, str]]:
    with (PLAN / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def at(plan: Catalog, code: str, level: str) -> list:
    return [unit for unit in plan.units_at(Period.parse(code)) if unit.level == level]


@pytest.mark.parametrize("path", CSV_FILES, ids=lambda path: path.name)
def test_files_are_utf8_with_unix_line_ends_and_full_rows(path: Path) -> None:
    raw = path.read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf") and b"\r" not in raw
    table = list(csv.reader(raw.decode("utf-8").splitlines()))
    assert {len(row) for row in table} == {len(table[0])}
    assert all(cell == cell.strip() and "  " not in cell for row in table for cell in row)


@pytest.mark.parametrize(
    ("code", "communes", "districts"),
    [("2024Q2", 161, 10), ("2024Q3", 161, 10), ("2024Q4", 139, 10), ("2025Q1", 139, 10), ("2025Q2", 139, 10),
     ("2025Q3", 104, 0), ("2025Q4", 104, 0)],
)  # fmt: skip
def test_units_of_each_structure(plan: Catalog, code: str, communes: int, districts: int) -> None:
    assert len(at(plan, code, "commune")) == communes
    assert len(at(plan, code, "district")) == districts
    assert len(at(plan, code, "province")) == 1


def test_urban_and_rural_communes_of_each_structure(plan: Catalog) -> None:
    found = {code: Counter(unit.kind for unit in at(plan, code, "commune")) for code in ("2024Q2", "2025Q2", "2025Q4")}
    assert found["2024Q2"] == {"xa": 139, "phuong": 14, "thi_tran": 8}
    assert found["2025Q2"] == {"xa": 118, "phuong": 13, "thi_tran": 8}
    assert found["2025Q4"] == {"xa": 93, "phuong": 11}


@pytest.mark.parametrize(
    ("district", "first", "second"),
    [("323", 17, 15), ("325", 11, 11), ("326", 11, 11), ("327", 17, 12), ("328", 13, 13), ("329", 21, 18), ("330", 25, 20),
     ("331", 17, 15), ("332", 15, 11), ("333", 14, 13)],
)  # fmt: skip
def test_communes_of_each_district(plan: Catalog, district: str, first: int, second: int) -> None:
    identity = f"{district}@2024-01-01"
    assert len(plan.communes_of(identity, Period(2024, 2))) == first
    assert len(plan.communes_of(identity, Period(2024, 4))) == second


@pytest.mark.parametrize(("code", "count"), [("2024Q2", 18), ("2024Q4", 18), ("2025Q1", 13), ("2025Q4", 13)])
def test_departments_that_count_in_mt2(plan: Catalog, code: str, count: int) -> None:
    assert sum(unit.in_mt2 for unit in at(plan, code, "department")) == count


def test_two_it_dedicated_units_before_and_after_the_merger(plan: Catalog) -> None:
    def dedicated(code: str) -> set[str]:
        return {unit.id for unit in plan.units_at(Period.parse(code)) if unit.it_dedicated}

    assert dedicated("2024Q2") == {"STTTT@2024-01-01", "TTCNTT&TT@2024-01-01"}
    assert dedicated("2025Q1") == {"SKHCN@2025-03-01", "TTCDS@2025-03-01"}


def test_who_reports_in_which_form(plan: Catalog) -> None:
    def forms(code: str) -> Counter:
        return Counter(unit.form for unit in plan.reporters(Period.parse(code)))

    assert forms("2024Q2") == {
        "department": 21,
        "press": 3,
        "enterprise": 5,
        "district": 10,
    }
    assert forms("2025Q2") == {
        "department": 16,
        "press": 2,
        "enterprise": 5,
        "district": 10,
    }
    assert forms("2025Q4") == {
        "department": 16,
        "press": 2,
        "enterprise": 5,
        "commune": 104,
    }


def test_land_of_the_communes_of_2025(plan: Catalog) -> None:
    assert Counter(unit.area for unit in at(plan, "2025Q3", "commune")) == {
        "hung_yen": 39,
        "thai_binh": 65,
    }
    assert {unit.area for unit in plan.units_at(Period(2025, 2))} == {"hung_yen"}


def test_a_code_used_again_is_another_unit(plan: Catalog) -> None:
    assert plan.units["12244@2024-01-01"].name_vi == "Xã Hồng Tiến"
    assert plan.units["12244@2024-12-01"].name_vi == "Xã Đồng Tiến"
    assert plan.units["11953@2024-01-01"].name_vi != plan.units["11953@2025-07-01"].name_vi


def test_every_unit_that_ended_on_hung_yen_land_has_one_default_successor(
    plan: Catalog,
) -> None:
    ended = {unit.id for unit in plan.units.values() if unit.valid_to and unit.level != "district"}
    defaults = Counter(item.old_id for item in plan.successions if item.is_default)
    assert set(defaults) == ended and set(defaults.values()) == {1}


def test_successors_take_over_the_day_after_or_were_there(plan: Catalog) -> None:
    for item in plan.successions:
        old, new = plan.units[item.old_id], plan.units[item.new_id]
        assert new.in_force(date.fromordinal(old.valid_to.toordinal() + 1)), item


def test_only_three_communes_are_split(plan: Catalog) -> None:
    parts = [item for item in plan.successions if item.relation == "part"]
    assert Counter(item.old_id for item in parts) == {
        "11989@2024-01-01": 2, "12004@2024-01-01": 2, "12322@2024-01-01": 2
    }  # fmt: skip


def test_roles_pass_on_with_the_merger(plan: Catalog) -> None:
    before, after = date(2024, 6, 14), date(2025, 3, 14)
    assert plan.role_holder("DIC", before).id == "STTTT@2024-01-01"
    assert plan.role_holder("DIC", after).id == "SKHCN@2025-03-01"
    assert plan.role_holder("SKHDT", before).id == "SKHĐT@2024-01-01"
    assert plan.role_holder("SKHDT", after) == plan.role_holder("STC", after)


@pytest.mark.parametrize(("text", "code", "expected"), AGENCY_SPELLINGS)
def test_agency_spellings(plan: Catalog, text: str, code: str, expected: str | None) -> None:
    found = plan.find_unit(text, plan.reporters(Period.parse(code)))
    assert (found.id if found else None) == expected


@pytest.mark.parametrize(("text", "code"), DISTRICT_SPELLINGS)
def test_district_spellings(plan: Catalog, text: str, code: str) -> None:
    assert plan.find_unit(text, plan.reporters(Period(2024, 2))).code == code


def test_no_alias_is_the_name_of_another_unit_in_force_with_it(plan: Catalog) -> None:
    for alias in plan.aliases:
        owners = [unit for unit in plan.units.values() if alias.unit_code in (unit.code, unit.abbr)]
        rivals = [
            unit for unit in plan.units.values() if key(alias.alias) in map(key, (unit.code, unit.abbr, unit.name_vi))
        ]
        assert owners
        assert all(one in owners or not _overlap(one, owner) for one in rivals for owner in owners), alias


def _overlap(one, other) -> bool:
    return one.in_force(other.valid_from) or other.in_force(one.valid_from)


@pytest.mark.parametrize("number", NUMBERED)
def test_every_numbered_element_is_there(plan: Catalog, number: int) -> None:
    assert any(element.parent == f"D{number:02d}" for element in plan.elements.values())


def test_cells_per_group(plan: Catalog) -> None:
    for parent, count in [
        ("D70", 5),
        ("D71", 5),
        ("D72", 5),
        ("D73", 10),
        ("D74", 5),
        ("D75", 9),
        ("D87", 9),
    ]:
        cells = [element for element in plan.elements.values() if element.parent == parent]
        assert len(cells) == count and all(cell.group for cell in cells)


def test_flags_of_elements(plan: Catalog) -> None:
    elements = plan.elements
    assert {e.parent for e in elements.values() if e.personal} == {"D13"}
    assert not any(elements[code].na_allowed for code in ("D11", "D12", "D61"))
    assert elements["D92.1"].value_type == "decimal" and elements["D92.1"].unit_vi == "triệu đồng"
    assert {
        "D08",
        "D12",
        "D18",
        "D25",
        "D31",
        "D33",
        "D61",
        "D91",
        "D104",
        "D105.1",
    } <= {e.code for e in elements.values() if e.document_required}
    assert [elements[code].document for code in ("D08", "D12", "D61")] == [
        "D09",
        "D14",
        "D63",
    ]


def test_a_document_belongs_to_one_cell(plan: Catalog) -> None:
    documents = Counter(e.document for e in plan.elements.values() if e.document)
    assert set(documents) == {e.code for e in plan.elements.values() if e.in_document_column}
    assert set(documents.values()) == {1}


def test_every_element_stands_in_a_form_but_three(plan: Catalog) -> None:
    rows_of_forms = {row.data_element for row in plan.form_rows}
    asked = rows_of_forms | {plan.elements[code].document for code in rows_of_forms}
    assert {code for code in plan.elements if code.startswith("D")} - asked == {
        "D95",
        "D96",
        "D97",
    }


def test_forms_ask_nobody_twice(plan: Catalog) -> None:
    assert max(Counter((row.form, row.part, row.data_element) for row in plan.form_rows).values()) == 1


def test_core_form_every_quarter(plan: Catalog) -> None:
    core = {"D01", "D02", "D03", "D05", "D06", "D07", "D08", "D11", "D12", "D17", "D46", "D71.2", "D72.2", "D70.2", "D81.1",
            "D87.9", "D91", "D92.1"}  # fmt: skip
    quarter = Period(2024, 3)
    for identity, trained in (("STP@2024-01-01", "D43"), ("325@2024-01-01", "D44")):
        asked = {row.data_element for row in plan.rows_for(plan.units[identity], quarter, "unit")}
        assert core | {trained, "D04"} <= asked
        stated = {row.data_element for row in plan.rows_for(plan.units[identity], quarter, "unit", {"D04"})}
        assert asked - stated == {"D04"}


def test_commune_facts_move_from_the_district_to_the_commune(plan: Catalog) -> None:
    district, commune = plan.units["325@2024-01-01"], plan.units["11953@2025-07-01"]
    row = {
        "D11",
        "D31",
        "D33",
        "D45",
        "D46",
        "D55",
        "D56",
        "D57",
        "D58",
        "D59",
        "D61",
        "D62",
    }
    in_district = {r.data_element for r in plan.rows_for(district, Period(2025, 1), "commune")}
    in_commune = {r.data_element for r in plan.rows_for(commune, Period(2025, 3), "unit")}
    assert in_district == row | {"D31.ref", "D33.ref", "D63"}
    assert in_commune == row | {f"D{n}.{group}" for n in (70, 71, 72) for group in (3, 4)}
    assert {"D84", "D60"} <= {r.data_element for r in plan.rows_for(commune, Period(2025, 4), "unit")}


def test_role_rows_go_to_the_holder_alone(plan: Catalog) -> None:
    def asked(identity: str, period: Period) -> set[str]:
        return {row.data_element for row in plan.rows_for(plan.units[identity], period, "unit")}

    assert "D108.1" in asked("STTTT@2024-01-01", Period(2024, 3))
    assert "D108.1" in asked("SKHCN@2025-03-01", Period(2025, 1))
    assert "D108.1" not in asked("SKHCN@2024-01-01", Period(2024, 3))
    assert {"D94.1", "D107"} <= asked("STC@2025-03-01", Period(2025, 2))
    assert "D101.1" in asked("CAT@2024-01-01", Period(2024, 4))


def test_rules_speak_of_cells_that_one_form_asks_together(plan: Catalog) -> None:
    forms = {(row.form, row.part): {r.data_element for r in plan.form_rows if (r.form, r.part) == (row.form, row.part)}
             for row in plan.form_rows}  # fmt: skip
    for rule in plan.rules:
        assert any(set(rule.left) <= asked and set(rule.right) & asked for asked in forms.values()), rule.code
        assert all(plan.elements[code].value_type in ("int", "decimal") for code in (*rule.left, *rule.right))


def test_tasks_and_assignments_of_the_plan(plan: Catalog) -> None:
    families = Counter(task.family for task in plan.tasks.values())
    assert families == {"task": 27, "assignment": 23}
    heads = {task.section.split(".")[1][0] for task in plan.tasks.values() if task.section.startswith("III.")}
    assert heads == set("1234567")
    heads = {task.section.split(".")[1][0] for task in plan.tasks.values() if task.section.startswith("IV.")}
    assert heads == set("12345678")


def test_tasks_measure_elements_that_exist(plan: Catalog) -> None:
    known = set(plan.elements) | {element.parent for element in plan.elements.values()}
    assert all(set(task.measures) <= known for task in plan.tasks.values())


def test_five_member_groups_and_nine_platform_groups(plan: Catalog) -> None:
    assert Counter(group.family for group in plan.groups.values()) == {
        "member": 5,
        "platform": 9,
    }
    assert rows("platforms.csv") == []


def test_words_of_a_list_are_told_apart(plan: Catalog) -> None:
    for enum, values in plan.enums.items():
        words = [key(word) for value in values for word in {value.name_vi, *value.words}]
        assert len(words) == len(set(words)), enum


def test_no_holiday_is_written_twice() -> None:
    days = [row["date"] for row in rows("holidays.csv")]
    assert days == sorted(set(days)) and {day[:4] for day in days} == {
        "2024",
        "2025",
        "2026",
    }
