"""The 59 habits of Vietnamese office workbooks (excel-habits.md), each with what is typed and what it becomes.

Two tables: cells (E.1-E.3: what one cell becomes for one element) and whole workbooks (E.4-E.6). A habit without a
case fails the last test of this file.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import openpyxl
import pandas as pd
import pytest
from openpyxl.styles import Font

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import OrgUnit
from dxmetrics.checks import check_history
from dxmetrics.checks.totals import check_totals
from dxmetrics.documents.tables import Column, Table, to_csv
from dxmetrics.periods import Period
from dxmetrics.text.finding_text import finding_text
from dxmetrics.workbook.choices import read_choice
from dxmetrics.workbook.collector import TakenDay
from dxmetrics.workbook.day_order import swapped_days
from dxmetrics.workbook.draft import RawValue, ReturnDraft
from dxmetrics.workbook.grid import Grid
from dxmetrics.workbook.legacy import encodings
from dxmetrics.workbook.model import Cell, Sheet, day_of_serial
from dxmetrics.workbook.reading import read_return
from dxmetrics.workbook.template import build_template
from dxmetrics.workbook.title_block import read_quarter
from dxmetrics.workbook.values import parse_pair
from dxmetrics.workbook.words import load_words
from tests.helpers.books import edited, filling, with_cells
from tests.workbook.test_values import BOOL, DAY, INT, LIST, REF, TEXT, Context, cell, codes, element, number, read

HABITS = range(1, 60)
DECIMAL, PERCENT, PHONE = element("decimal"), element("decimal", "%"), element("text", personal=True)
NBSP, THIN = "\u00a0", "\u2009"

# (habit, what stands in the cell, the element it is for, what it becomes, the finding's code)
CELLS: list[tuple[int, Cell, object, object, str]] = [
    (1, cell("98,5"), DECIMAL, Decimal("98.5"), ""),
    (1, cell("98,5%"), PERCENT, Decimal("98.5"), ""),
    (1, cell("0,125"), DECIMAL, Decimal("0.125"), ""),
    (2, cell("1.234"), INT, 1234, "value.read_as"),
    (2, cell("12.000"), INT, 12000, "value.read_as"),
    (3, cell("1.234,5"), DECIMAL, Decimal("1234.5"), "value.read_as"),
    (3, cell("1,234.5"), DECIMAL, Decimal("1234.5"), "value.read_as"),
    (3, cell("1,234"), INT, None, "value.two_meanings"),
    (4, number(1.5), INT, None, "value.not_whole"),
    (5, number(0.98), PERCENT, Decimal("0.98"), "value.percent_scale"),
    (5, number(0.98, number_format="0%"), PERCENT, 98, ""),
    (5, cell("98%"), PERCENT, 98, ""),
    (5, number(0.98, number_format="0%"), INT, None, "value.percent"),
    (6, cell("10/12/2024", "date", number=45636.0, day=date(2024, 12, 10)), INT, None, "value.date_for_number"),
    (6, cell("10/12"), INT, None, "value.ratio"),
    (7, cell("12 người"), INT, 12, "value.read_as"),
    (7, cell("12 CBCC"), INT, 12, "value.read_as"),
    (7, cell("03 lớp"), element("int", "lớp"), 3, "value.read_as"),
    (7, cell("3 lớp/45 người"), INT, None, "value.several_numbers"),
    *(
        (8, cell(text), INT, None, "value.approximate")
        for text in ("khoảng 20", "trên 50", ">=30", "~20", "20-25", "20+")
    ),
    *(
        (9, cell(text), INT, None, "value.dash")
        for text in ("-", "–", "—", "Không", "KPS", "không phát sinh", "chưa có")
    ),
    *((9, cell(text), INT, None, "") for text in ("…", ".")),
    (9, cell("0"), INT, 0, ""),
    (9, cell("x"), INT, None, "value.not_a_number"),
    *((10, cell(text), INT, None, "value.not_a_number") for text in ("O", "l")),
    (10, cell(f"1{NBSP}234"), INT, 1234, "value.read_as"),
    (10, cell(f"1{THIN}234"), INT, 1234, "value.read_as"),
    (11, cell("05"), INT, 5, ""),
    (11, number(912345678), PHONE, "0912345678", "value.read_as"),
    (12, cell("(5)"), INT, None, "value.negative"),
    (12, number(-5), INT, None, "value.negative"),
    (13, cell("", "formula", formula="=SUM(A1)"), INT, None, "value.formula_blank"),
    (13, cell("#REF!", "error", formula="=A1"), INT, None, "value.error_cell"),
    (13, cell("#DIV/0!", "error"), INT, None, "value.error_cell"),
    *(
        (14, cell(text), BOOL, True, "value.read_as")
        for text in ("x", "X", "✓", "✔", "v", "√", "C", "1", "đã", "rồi", "đạt")
    ),
    (14, cell("Có"), BOOL, True, ""),
    (14, cell("đã phân công"), BOOL, True, "value.read_as"),
    (14, cell("ü", font="Wingdings"), BOOL, True, "value.read_as"),
    (14, cell("ü"), BOOL, None, "value.not_yes_no"),
    *((15, cell(text), BOOL, False, "value.read_as") for text in ("ko", "k", "K", "0", "chưa", "chưa có", "không đạt")),
    (15, cell("không"), BOOL, False, ""),
    (15, cell("chưa phân công"), BOOL, False, "value.read_as"),
    (17, cell(" "), BOOL, None, ""),
    (17, cell(" "), INT, None, ""),
    (18, cell("chưa"), LIST, "not_started", "value.read_as"),
    (18, cell("không"), LIST, None, "value.not_in_list"),
    (19, cell("đang"), LIST, "in_progress", "value.read_as"),
    (19, cell("cơ bản hoàn thành"), LIST, "in_progress", "value.hedged"),
    (19, cell("không phát sinh"), LIST, None, "value.not_in_list"),
    (20, cell("như trên"), INT, None, "value.not_a_number"),
    *(
        (21, cell(text), DAY, date(2024, 4, 10), "")
        for text in ("10/04/2024", "10-4-2024", "10.4.2024", "10/4/24", "ngày 10 tháng 4 năm 2024", "ngày 10/4/2024")
    ),
    (23, number(45392), DAY, date(2024, 4, 10), "value.read_as"),
    (23, number(43930, day=day_of_serial(43930, epoch_1904=True).date()), DAY, date(2024, 4, 10), "value.read_as"),
    (24, cell("4/2024"), DAY, None, "value.day_missing"),
    (24, cell("T4/2024"), DAY, None, "value.day_missing"),
    (24, cell("tháng 4/2024"), DAY, None, "value.day_missing"),
    (25, cell("31/11/2024"), DAY, None, "value.no_such_day"),
    (25, cell("29/02/2025"), DAY, None, "value.no_such_day"),
    (26, cell("Số: 15 /QÐ-UBND ngày 12/5/2024"), REF, "Số: 15 /QĐ-UBND ngày 12/5/2024", ""),
    (26, cell("05-QĐ/TU"), REF, "05-QĐ/TU", ""),
    (27, cell(unicodedata.normalize("NFD", "Cán bộ")), TEXT, "Cán bộ", ""),
    (31, cell("Hưng Yên".encode().decode("latin-1")), TEXT, None, "value.garbled"),
    (31, cell("Có".encode().decode("cp1252")), BOOL, None, "value.garbled"),
    (32, cell("Lạc Ðạo, ɖ"), TEXT, "Lạc Đạo, đ", ""),
    (33, cell("\ufeffNguyễn\u200b\u00a0 Văn\tA "), TEXT, "Nguyễn Văn A", ""),
    (58, cell("=cmd|x"), TEXT, "=cmd|x", ""),
]


@pytest.mark.parametrize(
    ("habit", "typed", "of", "value", "code"), CELLS, ids=[f"{case[0]}-{case[1].text}" for case in CELLS]
)
def test_cell(habit: int, typed: Cell, of: object, value: object, code: str) -> None:
    parsed = read(typed, of)
    assert parsed.value == value and (value is None) == (parsed.state == "missing")
    assert [found for found, _ in codes(parsed)] == ([code] if code else [])


@dataclass
class World:
    """A filled district return (327, Quý II/2024) and where its cells stand."""

    catalog: Catalog
    unit: OrgUnit
    period: Period
    data: bytes
    places: dict[tuple[str, str], str]
    right: dict[tuple[str, str], object]

    def read(self, data: bytes) -> ReturnDraft:
        draft = read_return(data, self.catalog)
        for finding in draft.findings:
            assert finding_text(finding, "vi") and finding_text(finding, "en")
        return draft

    def edit(self, change: Callable[[openpyxl.Workbook], None]) -> ReturnDraft:
        return self.read(edited(self.data, change))

    def put(self, cells: dict[str, object], sheet: str = "Biểu 1") -> ReturnDraft:
        return self.read(with_cells(self.data, {(sheet, ref): value for ref, value in cells.items()}))

    def place(self, code: str) -> tuple[str, int]:
        """The cell of the sender's element and its row."""
        ref = self.places[self.unit.id, code]
        return ref, int(ref[1:])

    def value(self, draft: ReturnDraft, code: str) -> RawValue:
        return next(item for item in draft.values if (item.org_unit, item.data_element) == (self.unit.id, code))


def given(draft: ReturnDraft) -> dict[tuple[str, str], object]:
    return {(item.org_unit, item.data_element): item.value for item in draft.values if item.state == "given"}


def found(draft: ReturnDraft) -> list[tuple[str, str]]:
    return [(finding.code, finding.cell) for finding in draft.findings]


@pytest.fixture(scope="module")
def world(catalog: Catalog, district: OrgUnit, period: Period, district_return: bytes) -> World:
    draft = read_return(district_return, catalog)
    places = {(item.org_unit, item.data_element): item.cell for item in draft.values}
    return World(catalog, district, period, district_return, places, given(draft))


BOOKS: list[tuple[int, str, Callable[[World], None]]] = []


def habit(number: int, shown: str) -> Callable:
    def add(check: Callable[[World], None]) -> Callable[[World], None]:
        BOOKS.append((number, shown, check))
        return check

    return add


def _unmerge(sheet: object) -> None:
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))


@habit(4, "12 where 12,000 stood a quarter ago")
def fell_a_thousandfold(world: World) -> None:
    draft = world.put({world.place("D01")[0]: 12})
    before = {(world.unit.id, "D01", world.period.shift(-1)): 12000}
    assert "history.jump" in [item.code for item in check_history(draft, before, world.catalog)]


@habit(16, 'two columns "Có" and "Không" with an x in one of them')
def two_columns_of_cells(world: World) -> None:
    context = Context(load_words())
    mark, no = cell("x"), cell("không")
    assert parse_pair(mark, None, context).value is True
    assert parse_pair(None, mark, context).value is parse_pair(None, no, context).value is False
    for pair in ((mark, mark), (None, None), (no, None)):
        assert codes(parse_pair(*pair, context)) == [("value.answer_pair", "error")]


@habit(16, '"Kỳ này" over "Số lượng", "Có" and "Không"')
def two_columns_in_a_unit_form(world: World) -> None:
    _, row = world.place("D12")

    def split(made: openpyxl.Workbook) -> None:
        sheet = made["Biểu 1"]
        _unmerge(sheet)
        sheet.insert_rows(10)
        for source in range(11, sheet.max_row + 1):
            for col in (8, 7):
                sheet.cell(source, col + 2).value = sheet.cell(source, col).value
            answer = sheet.cell(source, 6).value
            yes_no = answer if answer in ("Có", "Không") else None
            sheet.cell(source, 6).value = None if yes_no else answer
            sheet.cell(source, 7).value = "x" if yes_no == "Có" else None
            sheet.cell(source, 8).value = "x" if yes_no == "Không" else None
        for col in (10, 9):
            sheet.cell(9, col).value = sheet.cell(9, col - 2).value
        sheet.cell(9, 7).value = sheet.cell(9, 8).value = None
        sheet.merge_cells("F9:H9")
        for col, text in enumerate(("Số lượng", "Có", "Không"), 6):
            sheet.cell(10, col).value = text

    draft = world.edit(split)
    assert given(draft) == world.right
    assert {code for code, _ in found(draft)} == {"value.read_as"}
    assert world.value(draft, "D12").cell == f"G{row + 1}"


@habit(16, 'a commune column split into "Có" and "Không"')
def two_columns_of_communes(world: World) -> None:
    def split(made: openpyxl.Workbook) -> None:
        sheet = made["Biểu 2"]
        _unmerge(sheet)
        sheet.insert_rows(11)
        last = sheet.max_column + 1
        col = next(cell.column for cell in sheet[10] if cell.value == "D61")
        for row in range(9, sheet.max_row + 1):
            for target in range(last, col + 1, -1):
                sheet.cell(row, target).value = sheet.cell(row, target - 1).value
            sheet.cell(row, col + 1).value = None
        sheet.cell(11, col).value, sheet.cell(11, col + 1).value = "Có", "Không"
        sheet.cell(12, col).value, sheet.cell(12, col + 1).value = None, "x"
        sheet.cell(13, col + 1).value = "x"

    draft = world.edit(split)
    first, second = world.catalog.communes_of(world.unit.id, world.period)[:2]
    assert given(draft)[first.id, "D61"] is False
    assert (second.id, "D61") not in given(draft)
    assert "value.answer_pair" in [code for code, _ in found(draft)]


@habit(17, "a blank return")
def blank_is_missing(world: World) -> None:
    draft = world.read(build_template(world.catalog, world.unit, world.period, {}, ()))
    assert given(draft) == {} and {item.state for item in draft.values} == {"missing"}


@habit(19, "the words of the Plan's own list of states")
def words_of_states(world: World) -> None:
    said = {
        "in_progress": ("đang", "đang thực hiện", "Đang triển khai", "cơ bản hoàn thành"),
        "ongoing": ("thường xuyên",),
        "done": ("hoàn thành", "HT", "đã HT", "vượt"),
        "not_started": ("chưa",),
    }
    for state, texts in said.items():
        for text in texts:
            assert read_choice(text, world.catalog.enums["task_state"]).value.code == state, text
    assert read_choice("không phát sinh", world.catalog.enums["task_state"]).value is None


@habit(20, 'nt below nt below "Sở Nội vụ"')
def ditto_repeats_what_was_read_above(world: World) -> None:
    ref, _ = world.place("D13.title")
    above = world.place("D13.name")
    draft = world.put({above[0]: "Sở Nội vụ", ref: "nt", world.place("D13.phone")[0]: '"'})
    assert [world.value(draft, code).value for code in ("D13.title", "D13.phone")] == ["Sở Nội vụ"] * 2
    assert [code for code, _ in found(draft)] == ["value.ditto"] * 2


@habit(20, "a ditto mark under a section's heading")
def ditto_under_a_heading(world: World) -> None:
    headings = [
        row
        for row in range(10, 60)
        if ("Biểu 1", row) and world_cell(world, "A", row) and not world_cell(world, "B", row)
    ]
    row = next(
        row + 1 for row in headings if world_cell(world, "B", row + 1) in ("D01", "D03", "D05", "D08", "D12", "D31")
    )
    draft = world.put({f"G{row}": "nt"})
    assert not any(item.value == world_cell(world, "A", row - 1) for item in draft.values)


def world_cell(world: World, column: str, row: int) -> object:
    return openpyxl.load_workbook(io.BytesIO(world.data))["Biểu 1"][f"{column}{row}"].value


@habit(22, "real dates up to the 12th beside a text date after the 12th")
def day_and_month_swapped(world: World) -> None:
    grid = Grid(Sheet("Biểu 1", "visible", ()))
    typed = TakenDay(grid, cell("15/4/2024"), date(2024, 4, 15), DAY)
    real = TakenDay(grid, cell("04/10/2024", "date", day=date(2024, 10, 4)), date(2024, 10, 4), DAY)
    (question,) = swapped_days([typed, real])
    assert (question.code, question.severity) == ("value.day_month_swapped", "warning")
    assert (question.cell, question.params["other"]) == ("F10", "10/04/2024")
    assert swapped_days([real, real]) == swapped_days([typed]) == []


@habit(24, '"Quý II/2024", "Quý 2 năm 2024", "Q2/2024"; "6 tháng đầu năm" names no quarter')
def quarters(world: World) -> None:
    words = load_words()
    for text in ("Quý II/2024", "Quý 2 năm 2024", "Q2/2024", "Quí 2/2024", "QII/2024"):
        assert read_quarter(text, words) == Period(2024, 2), text
    for text in ("Quý 2", "QII", "6 tháng đầu năm", "T4/2024", "tháng 4/2024"):
        assert read_quarter(text, words) is None, text
    line = "Kỳ báo cáo: 6 tháng đầu năm 2024"
    draft = world.read(with_cells(world.data, {(f"Biểu {number}", "A7"): line for number in (1, 2, 3, 4)}))
    assert found(draft) == [("form.unread_period", "A7")]


@habit(27, "every text of the workbook decomposed, as a Mac writes it")
def decomposed(world: World) -> None:
    draft = world.edit(lambda made: _texts(made, lambda text: unicodedata.normalize("NFD", text)))
    assert (given(draft), found(draft)) == (world.right, [])


def _texts(made: openpyxl.Workbook, change: Callable[[str], str], font: str = "") -> None:
    for sheet in made:
        for row in sheet.iter_rows():
            for one in row:
                if isinstance(one.value, str) and sheet.title != "_dx":
                    one.value = change(one.value)
                    if font:
                        one.font = Font(name=font)


def _encoder(name: str) -> Callable[[str], str]:
    """Text as it is stored in an old font: capitals that the font lacks are typed small."""
    back = {letter: code for code, letter in encodings()[name].letters.items()}
    return lambda text: "".join(back.get(one, back.get(one.lower(), one)) for one in unicodedata.normalize("NFC", text))


@habit(28, 'font ".VnTime" and ".VnTimeH"; "Uû ban nh©n d©n tØnh H\u00adng Yªn" by its look')
def tcvn3(world: World) -> None:
    encode = _encoder("tcvn3")
    assert encode("Hưng Yên") == "H\u00adng Yªn"
    draft = world.edit(lambda made: _texts(made, encode, ".VnTime"))
    assert {code for code, _ in found(draft)} == {"form.old_font"}
    assert given(draft) == world.right
    ref = world.place("D13.name")[0]
    draft = world.put({ref: "NguyÔn V¨n ¸nh", world.place("D12")[0]: "®·"})
    assert (world.value(draft, "D13.name").value, world.value(draft, "D12").value) == ("Nguyễn Văn ánh", True)
    assert "form.old_letters" in [code for code, _ in found(draft)]
    draft = world.edit(lambda made: _font(made, ref, "nguyÔn v¨n ¸nh", ".VnTimeH"))
    assert world.value(draft, "D13.name").value == "NGUYỄN VĂN ÁNH"


def _font(made: openpyxl.Workbook, ref: str, text: str, font: str) -> None:
    made["Biểu 1"][ref].value = text
    made["Biểu 1"][ref].font = Font(name=font)


@habit(29, 'font "VNI-Times" – "Xin chaøo caùc baïn"')
def vni(world: World) -> None:
    ref = world.place("D13.name")[0]
    draft = world.edit(lambda made: _font(made, ref, "Traàn Vaên Huøng", "VNI-Times"))
    assert world.value(draft, "D13.name").value == "Trần Văn Hùng"
    assert found(draft) == [("form.old_font", ref)]
    draft = world.put({ref: "Xin chaøo caùc baïn"})
    assert world.value(draft, "D13.name").value == "Xin chào các bạn"
    assert found(draft) == [("form.old_letters", ref)]


@habit(30, "CSV of any coding")
def csv(world: World) -> None:
    text = "STT;Mã;Số liệu\n1;D01;12\n"
    for coding in ("utf-8", "utf-8-sig", "utf-16"):
        assert found(world.read(text.encode(coding))) == [("file.csv", "")]
    assert found(world.read("STT;Mã\n1;D01\n".encode("cp1258", "replace"))) == [("file.csv", "")]


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
        _unmerge(sheet := made["Biểu 2"])
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


@habit(43, "a title block of six rows, unit and period in it, the hidden sheet lost")
def title_block(world: World) -> None:
    draft = world.edit(lambda made: made.remove(made["_dx"]))
    assert (draft.org_unit, draft.period, found(draft)) == (world.unit, world.period, [("form.no_marker", "")])
    assert found(world.put({"A6": "Đơn vị báo cáo: UBND huyện Ân Thi"})) == [("form.unit_conflict", "A6")]


@habit(44, '"Kết quả" merged over "Tỷ lệ" and "Số lượng"')
def header_of_two_rows(world: World) -> None:
    def split(made: openpyxl.Workbook) -> None:
        sheet = made["Biểu 1"]
        _unmerge(sheet)
        sheet.insert_rows(10)
        for row in range(9, sheet.max_row + 1):
            for col in (9, 8, 7):
                sheet.cell(row, col).value = sheet.cell(row, col - 1).value
            sheet.cell(row, 6).value = "50%" if isinstance(sheet.cell(row, 7).value, int) else None
        sheet["F9"].value, sheet["G9"].value = "Kết quả", None
        sheet.merge_cells("F9:G9")
        sheet["F10"].value, sheet["G10"].value = "Tỷ lệ", "Số lượng"

    draft = world.edit(split)
    assert given(draft) == world.right
    assert [code for code, _ in found(draft)] == ["form.unknown_column"]


@habit(44, "two columns that both claim to be this quarter's")
def two_columns_of_values(world: World) -> None:
    def double(made: openpyxl.Workbook) -> None:
        sheet = made["Biểu 1"]
        sheet["I9"].value, sheet["I11"].value = "Số liệu", 7

    draft = world.edit(double)
    assert ("form.repeated_column", "I9") in found(draft)


@habit(45, 'a row "(1) (2) (3)=(2)/(1)" under the header')
def index_row(world: World) -> None:
    def number(made: openpyxl.Workbook) -> None:
        sheet = made["Biểu 1"]
        _unmerge(sheet)
        sheet.insert_rows(10)
        for col, text in enumerate(("(1)", "(2)", "(3)", "(4)", "(5)", "(6)=(5)/(4)", "(7)", "(8)"), 1):
            sheet.cell(10, col).value = text

    draft = world.edit(number)
    assert (given(draft), found(draft)) == (world.right, [])


@habit(46, "STT of I, II, 1.1, a), + and -")
def odd_numbering(world: World) -> None:
    def number(made: openpyxl.Workbook) -> None:
        sheet = made["Biểu 1"]
        for row in range(10, sheet.max_row + 1):
            if sheet.cell(row, 2).value:
                sheet.cell(row, 1).value = ("I", "1.1", "a)", "-", "+", "l")[row % 6]

    draft = world.edit(number)
    assert (given(draft), found(draft)) == (world.right, [])


@habit(47, '"Tổng cộng toàn huyện" above and below the communes')
def totals(world: World) -> None:
    def total(made: openpyxl.Workbook) -> None:
        sheet = made["Biểu 2"]
        _unmerge(sheet)
        sheet.insert_rows(11)
        sheet["C11"].value, sheet["J11"].value = "Toàn huyện", "9.999"

    draft = world.edit(total)
    assert (given(draft), found(draft)) == (world.right, [])
    assert [item.value for item in draft.totals] == [9999]
    assert [item.code for item in check_totals(draft, world.catalog)] == ["rule.total_differs"]


@habit(48, '"Trong đó: nữ" as a row of its own')
def subset_rows(world: World) -> None:
    def insert(made: openpyxl.Workbook) -> None:
        for name, col in (("Biểu 1", 6), ("Biểu 2", 4)):
            sheet = made[name]
            _unmerge(sheet)
            sheet.insert_rows(13)
            sheet.cell(13, 3).value, sheet.cell(13, col).value = "Trong đó: nữ", 5

    draft = world.edit(insert)
    assert given(draft) == world.right
    assert [code for code, _ in found(draft)] == ["form.subset_row"] * 2


@habit(49, "signatures, Nơi nhận and a date line under the table")
def footer(world: World) -> None:
    def sign(made: openpyxl.Workbook) -> None:
        sheet = made["Biểu 1"]
        _unmerge(sheet)
        end = sheet.max_row + 3
        sheet.cell(end, 6).value = "Yên Mỹ, ngày 10 tháng 6 năm 2024"
        sheet.cell(end + 1, 2).value, sheet.cell(end + 1, 6).value = "NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG ĐƠN VỊ"
        sheet.cell(end + 5, 6).value = "Nguyễn Văn A"
        sheet.cell(end + 7, 2).value = "Nơi nhận:"

    draft = world.edit(sign)
    assert (given(draft), found(draft)) == (world.right, [])


@habit(50, "a document merged down over two rows; a number merged down")
def merged_down(world: World) -> None:
    name, title = world.place("D13.name"), world.place("D13.title")
    draft = world.edit(lambda made: made["Biểu 1"].merge_cells(f"{name[0]}:{title[0]}"))
    assert world.value(draft, "D13.title").value == world.value(draft, "D13.name").value == "Nội dung"
    assert found(draft) == [("value.read_as", title[0])]
    first = world.place("D05")[0]
    second = world.place("D06")[0]
    draft = world.edit(lambda made: made["Biểu 1"].merge_cells(f"{first}:{second}"))
    assert found(draft) == [("value.merged", first), ("value.merged", second)]
    assert world.value(draft, "D05").value is world.value(draft, "D06").value is None


@habit(51, "hidden row, hidden column, hidden sheet, an old quarter as an extra sheet, a leftover Sheet2")
def hidden_things(world: World) -> None:
    _, row = world.place("D02")

    def hide(made: openpyxl.Workbook) -> None:
        made["Biểu 1"].row_dimensions[row].hidden = True
        made["Biểu 3"].sheet_state = "veryHidden"
        made.copy_worksheet(made["Biểu 1"]).title = "Quý I"
        made.create_sheet("Sheet2")["B2"].value = "nháp"

    draft = world.edit(hide)
    assert given(draft) == world.right
    told = [(item.code, item.sheet, item.severity) for item in draft.findings]
    assert told == [
        ("form.hidden_value", "Biểu 1", "warning"),
        ("form.hidden_sheet", "Biểu 3", "warning"),
        ("form.extra_sheet", "Quý I", "warning"),
    ]

    def hide_column(made: openpyxl.Workbook) -> None:
        made["Biểu 1"].column_dimensions["F"].hidden = True

    assert {code for code, _ in found(world.edit(hide_column))} == {"form.hidden_value"}


@habit(52, "blank rows inside the table, something at the last cell of the sheet")
def far_cells(world: World) -> None:
    def stretch(made: openpyxl.Workbook) -> None:
        sheet = made["Biểu 1"]
        _unmerge(sheet)
        sheet.insert_rows(20, 25)
        sheet["XFD1048576"].value = " "
        sheet["XFD1048575"].value = "."

    draft = world.edit(stretch)
    assert (given(draft), found(draft)) == (world.right, [])


@habit(53, "a column inserted, the rows sorted the other way round")
def moved_by_hand(world: World) -> None:
    def move(made: openpyxl.Workbook) -> None:
        sheet = made["Biểu 1"]
        _unmerge(sheet)
        rows = [[one.value for one in row] for row in sheet.iter_rows(min_row=10, max_col=8) if row[1].value]
        sheet.delete_rows(10, sheet.max_row)
        for place, values in enumerate(reversed(rows), 10):
            for col, value in enumerate(values, 1):
                sheet.cell(place, col).value = value
        sheet.insert_cols(4)
        sheet["D9"].value, sheet["D12"].value = "Người nhập", "Lan"

    draft = world.edit(move)
    assert (given(draft), [code for code, _ in found(draft)]) == (world.right, ["form.unknown_column"])


@habit(54, "xls, password, ods, xlsb, HTML named .xls, PDF: told by their bytes")
def not_xlsx(world: World) -> None:
    heads = {
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "file.old_excel",
        b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"): "file.encrypted",
        b"<html><table>": "file.html",
        b"<?xml version='1.0'?><Workbook>": "file.html",
        b"%PDF-1.7": "file.pdf",
        b"": "file.empty",
    }
    for data, code in heads.items():
        assert found(world.read(data)) == [(code, "")]
        assert finding_text(world.read(data).findings[0], "vi")["remedy"]


@habit(55, "saved by another program: no styles, no checks, booleans")
def other_programs(world: World) -> None:
    ref = world.place("D12")[0]

    def plain(made: openpyxl.Workbook) -> None:
        for sheet in made:
            sheet.data_validations.dataValidation.clear()
        made["Biểu 1"][ref].value = True

    draft = world.edit(plain)
    assert (given(draft), found(draft)) == (world.right, [("value.read_as", ref)])


@habit(56, "one sheet for each commune instead of Biểu 2")
def sheet_per_commune(world: World) -> None:
    names = [commune.name_vi for commune in world.catalog.communes_of(world.unit.id, world.period)][:3]

    def spread(made: openpyxl.Workbook) -> None:
        made.remove(made["Biểu 2"])
        made.remove(made["Biểu 1"])
        for name in names:
            sheet = made.create_sheet(name)
            for row in (("STT", "Mã", "Nội dung", "Kỳ này"), (1, "D01", None, 999)):
                sheet.append(row)

    draft = world.edit(spread)
    assert [item.sheet for item in draft.findings if item.code == "form.commune_sheet"] == names
    assert 999 not in given(draft).values()


@habit(57, "the same content twice, a corrected file")
def sent_again(world: World) -> None:
    again = read_return(world.data, world.catalog)
    assert given(again) == world.right
    corrected = world.put({world.place("D02")[0]: 13})
    changed = {key for key, value in given(corrected).items() if value != world.right[key]}
    assert changed == {(world.unit.id, "D02")}


@habit(58, '"=cmd|…" and "+1" stay text, and are exported as text')
def formula_like_text(world: World) -> None:
    ref = world.place("D13.name")[0]
    draft = world.put({ref: "+cmd|' /C calc'!A0"})
    value = world.value(draft, "D13.name").value
    assert value == "+cmd|' /C calc'!A0"
    table = Table("T", (Column("a", "A"),), pd.DataFrame({"a": [value]}))
    assert "'+cmd" in to_csv(table).decode("utf-8-sig")


@habit(59, "names and telephones of focal points are marked personal")
def personal_data(world: World) -> None:
    elements = world.catalog.elements
    assert all(elements[code].personal for code in ("D13.name", "D13.title", "D13.phone", "D13.email"))


@pytest.mark.parametrize(
    ("number", "shown", "check"), BOOKS, ids=[f"{number}-{check.__name__}" for number, _, check in BOOKS]
)
def test_workbook(number: int, shown: str, check: Callable[[World], None], world: World) -> None:
    check(world)


@pytest.mark.parametrize("number", HABITS)
def test_every_habit_has_a_case(number: int) -> None:
    assert number in {case[0] for case in CELLS} | {case[0] for case in BOOKS}
