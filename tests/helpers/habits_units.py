"""How offices spell, shorten and list the names of units (habits 34-42)."""

from __future__ import annotations

import io

import openpyxl

from dxmetrics.periods import Period
from dxmetrics.workbook.template import build_template
from tests.helpers.books import edited, filling
from tests.helpers.habit_world import Book, World, found, given, habits_into, unmerge

UNITS: list[Book] = []
habit = habits_into(UNITS)


@habit(34, "tone placement: hòa/hoà, thủy/thuỷ")
@habit(35, "y/i: Mỹ/Mĩ, Quý/Quí")
@habit(36, 'capitals without accents: "UBND HUYEN YEN MY"')
@habit(38, 'UBND xã, X., bare name, "(H. Yên Mỹ)"')
@habit(39, '"TT" before a name: thị trấn')
@habit(41, '"Yên Mỹ" alone in a commune list')
def spellings_of_a_unit(world: World) -> None:
    communes = world.catalog.communes_of(world.unit.id, world.period)
    spelt = {
        "Xã Nghĩa Hiệp": (
            "UBND xã Nghĩa Hiệp",
            "X. Nghĩa Hiệp",
            "Nghĩa Hiệp",
            "Xã Nghĩa Hiệp (H. Yên Mỹ)",
            "NGHIA HIEP",
        ),
        "Thị trấn Yên Mỹ": ("TT Yên Mỹ", "TT. Yên Mĩ", "Yên Mỹ", "YEN MY", "Thị trấn Yên Mỹ"),
        "Xã Trung Hòa": ("Trung Hoà", "xã Trung Hòa"),
    }
    for name, texts in spelt.items():
        for text in texts:
            assert world.catalog.find_unit(text, communes).name_vi == name, text


@habit(37, '"Xã Nghĩa Hiêp": the nearest is suggested, a person confirms')
def typos(world: World) -> None:
    row = commune_row(world, "Xã Nghĩa Hiệp")
    draft = world.put({f"B{row}": None, f"C{row}": "Xã Nghĩa Hiêpp"}, "Biểu 2")
    assert ("form.misspelt_commune", f"C{row}") in found(draft)
    assert next(item for item in draft.findings if item.cell == f"C{row}").params["suggestion"] == "Xã Nghĩa Hiệp"


def commune_row(world: World, name: str) -> int:
    sheet = openpyxl.load_workbook(io.BytesIO(world.data))["Biểu 2"]
    return next(row for row in range(11, 60) if sheet.cell(row, 3).value == name)


@habit(38, "a commune with another district in brackets")
def another_district(world: World) -> None:
    row = commune_row(world, "Xã Nghĩa Hiệp")
    draft = world.put({f"C{row}": "Xã Nghĩa Hiệp (H. Ân Thi)"}, "Biểu 2")
    assert ("form.other_district", f"C{row}") in found(draft)
    draft = world.put({f"C{row}": "Xã Nghĩa Hiệp (H. Yên Mỹ)"}, "Biểu 2")
    assert (given(draft), found(draft)) == (world.right, [])


@habit(40, "Sở TT&TT, STTTT, Sở LĐ-TB&XH, VP UBND")
def abbreviated_departments(world: World) -> None:
    reporters = world.catalog.reporters(world.period)
    for text in ("Sở TT&TT", "Sở TTTT", "Sở TT-TT", "STTTT", "Sở Thông tin – Truyền thông"):
        assert world.catalog.find_unit(text, reporters).abbr == "STTTT", text
    for text in ("Sở LĐ-TB&XH", "Sở LĐTBXH", "Sở NN&PTNT", "VP UBND", "Công an tỉnh"):
        assert world.catalog.find_unit(text, reporters), text


@habit(41, '"Yên Mỹ" alone in the title of a district return')
def district_by_its_bare_name(world: World) -> None:
    assert world.catalog.find_unit("Yên Mỹ", world.catalog.reporters(world.period)) is world.unit


@habit(42, "the communes of before 1/12/2024 listed after it")
def old_structure(world: World) -> None:
    after, catalog = Period(2024, 4), world.catalog
    old = catalog.communes_of(world.unit.id, Period(2024, 3))
    now = catalog.communes_of(world.unit.id, after)
    data = build_template(catalog, world.unit, after, {}, (), values=filling(catalog, world.unit, after))
    gone = [commune for commune in old if commune not in now]

    def list_old(made: openpyxl.Workbook) -> None:
        unmerge(sheet := made["Biểu 2"])
        answers = [one.value for one in sheet[11]]
        sheet.delete_rows(11, 60)
        for place, commune in enumerate(old, 1):
            sheet.append([place, commune.code, commune.name_vi, *answers[3:]])

    draft = world.read(edited(data, list_old))
    codes_found = [item.code for item in draft.findings]
    assert codes_found.count("form.other_structure") == 1 and codes_found.count("form.former_commune") == len(gone)
    offer = next(item for item in draft.findings if item.code == "form.other_structure")
    assert offer.severity == "error"
    for commune in gone:
        assert commune.name_vi in offer.params["pairs"]
    assert not {commune.id for commune in gone} & {owner for owner, _ in given(draft)}


@habit(42, "new names listed early")
def new_structure_early(world: World) -> None:
    catalog = world.catalog
    early = next(
        u
        for u in catalog.communes_of(world.unit.id, Period(2024, 4))
        if u not in catalog.communes_of(world.unit.id, world.period)
    )
    draft = world.put({"B11": early.code, "C11": early.name_vi}, "Biểu 2")
    offer = next(item for item in draft.findings if item.code == "form.other_structure")
    assert f"\u2192 {early.name_vi}" in offer.params["pairs"]
