"""What offices do to a filled return, as changes to an openpyxl workbook, each with what must become of the values.

A mutation either leaves the truth as it is (the reader must still find every value), changes it (a cell was really
emptied), or makes cells that must not be read but asked about (``Filled.told``).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random

from openpyxl.styles import Font
from openpyxl.workbook import Workbook

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import OrgUnit
from dxmetrics.workbook.legacy import encodings

Key = tuple[str, str]
FIGURES, COMMUNES, TASKS = "Biểu 1", "Biểu 2", "Biểu 3"


@dataclass
class Filled:
    """A filled return being spoilt. ``places``: (sheet, cell) of each asked cell; ``told``: keys that need a finding at their cell."""

    catalog: Catalog
    unit: OrgUnit
    made: Workbook
    truth: dict[Key, object]
    places: dict[Key, tuple[str, str]]
    random: Random
    told: set[Key] = field(default_factory=set)
    used: set[Key] = field(default_factory=set)

    def pick(self, value_type: str, fits: Callable[[object], bool] = lambda value: True) -> Key | None:
        """A filled cell of this type that nothing was done to yet."""
        keys = [
            key
            for key, value in sorted(self.truth.items())
            if key in self.places
            and key not in self.used
            and key[1] in self.catalog.elements
            and self.catalog.elements[key[1]].value_type == value_type
            and fits(value)
        ]
        key = self.random.choice(keys) if keys else None
        self.used.add(key)
        return key

    def cell(self, key: Key) -> object:
        sheet, ref = self.places[key]
        return self.made[sheet][ref]

    def put(self, key: Key, value: object, **looks: object) -> None:
        cell = self.cell(key)
        cell.value = value
        if isinstance(value, str) and not value.startswith("="):
            cell.data_type = "s"
        for name, look in looks.items():
            setattr(cell, name, look)

    def lose(self, key: Key) -> None:
        """The cell must not be read and must be asked about."""
        del self.truth[key]
        self.told.add(key)


Mutate = Callable[[Filled], None]
CELLS: dict[str, Mutate] = {}
LAYOUTS: dict[str, Mutate] = {}


def cell_mutation(function: Mutate) -> Mutate:
    CELLS[function.__name__] = function
    return function


def layout_mutation(function: Mutate) -> Mutate:
    LAYOUTS[function.__name__] = function
    return function


# Numbers


def _kept_number(name: str, spell: Callable[[int], object], least: int = 0, **looks: object) -> None:
    def mutate(filled: Filled) -> None:
        if key := filled.pick("int", lambda value: value >= least):
            filled.put(key, spell(int(filled.truth[key])), **looks)

    CELLS[name] = mutate


def _lost_number(name: str, spell: Callable[[int], object], least: int = 0, **looks: object) -> None:
    def mutate(filled: Filled) -> None:
        if key := filled.pick("int", lambda value: value >= least):
            filled.put(key, spell(int(filled.truth[key])), **looks)
            filled.lose(key)

    CELLS[name] = mutate


_kept_number("number_as_text", str)
_kept_number("dots_for_thousands", lambda n: f"{n:,}".replace(",", "."), 1000)
_kept_number("nbsp_for_thousands", lambda n: f"{n:,}".replace(",", "\u00a0"), 1000)
_kept_number("thin_space_for_thousands", lambda n: f"{n:,}".replace(",", "\u2009"), 1000)
_kept_number("leading_zero", lambda n: f"0{n}")
_kept_number("blanks_around", lambda n: f" {n}\u00a0\n")
_kept_number("zero_width_inside", lambda n: f"\u200b{n}\ufeff")
_kept_number("decimal_zero", lambda n: f"{n},0")
_kept_number("two_decimals_format", lambda n: n, number_format="0.00")
_kept_number("stored_float", float)
_lost_number("commas_for_thousands", lambda n: f"{n:,}", 1000)
_lost_number("about", lambda n: f"khoảng {n}")
_lost_number("range", lambda n: f"{n}-{n + 2}")
_lost_number("at_least", lambda n: f">= {n}")
_lost_number("plus", lambda n: f"{n}+")
_lost_number("of_a_whole", lambda n: f"{n}/{n + 2}")
_lost_number("turned_into_a_date", lambda n: datetime(2024, 12, 10), number_format="dd/mm/yyyy")
_lost_number("date_format_over_a_count", lambda n: n, 1, number_format="dd/mm/yyyy")
_lost_number("lost_thousands", lambda n: n + 0.5)
_lost_number("percent_format", lambda n: n / 100, number_format="0%")
_lost_number("percent_text", lambda n: f"{n}%")
_lost_number("negative", lambda n: -n, 1)
_lost_number("brackets", lambda n: f"({n})", 1)
_lost_number("dash", lambda n: "-")
_lost_number("nothing_arose", lambda n: "không phát sinh")
_lost_number("letter_for_digit", lambda n: f"{n}O")
_lost_number("full_width_digits", lambda n: "".join(chr(0xFF10 + int(digit)) for digit in str(n)))
_lost_number("power_of_ten", lambda n: f"{n}E3")
_lost_number("words", lambda n: "hai mươi")
_lost_number("two_numbers", lambda n: f"{n} lớp/45 người")
_lost_number("another_scale", lambda n: f"{n} tỷ đồng")
_lost_number("formula_without_value", lambda n: "=SUM(A1:A2)")
_lost_number("formula_like_sum", lambda n: f"{n}+{n}")
_lost_number("error_cell", lambda n: "#REF!", data_type="e")
_lost_number("true_in_a_count", lambda n: True)
_lost_number("ditto_in_a_count", lambda n: "nt")
_lost_number("garbled_text", lambda n: "Chưa có".encode().decode("latin-1"))


@cell_mutation
def unit_behind_a_number(filled: Filled) -> None:
    if key := filled.pick("int"):
        filled.put(key, f"{filled.truth[key]} {filled.catalog.elements[key[1]].unit_vi}")


@cell_mutation
def emptied(filled: Filled) -> None:
    for value_type in ("int", "bool", "text"):
        if key := filled.pick(value_type):
            filled.put(key, None)
            del filled.truth[key]


@cell_mutation
def dots(filled: Filled) -> None:
    if key := filled.pick("int"):
        filled.put(key, "…")
        del filled.truth[key]


# Answers, lists, text


@cell_mutation
def ticks(filled: Filled) -> None:
    if key := filled.pick("bool"):
        filled.put(key, filled.random.choice(("x", "✓", "đã", 1) if filled.truth[key] else ("ko", "K", "chưa", 0)))


@cell_mutation
def ticks_of_a_symbol_font(filled: Filled) -> None:
    if key := filled.pick("bool"):
        filled.put(key, "ü" if filled.truth[key] else "û", font=Font(name="Wingdings"))


@cell_mutation
def boolean_cell(filled: Filled) -> None:
    if key := filled.pick("bool"):
        filled.put(key, filled.truth[key])


@cell_mutation
def no_answer(filled: Filled) -> None:
    if key := filled.pick("bool"):
        filled.put(key, filled.random.choice(("Có/Không", "-", 2, "ü", "đang làm", date(2024, 5, 1))))
        filled.lose(key)


@cell_mutation
def answer_without_accents(filled: Filled) -> None:
    if key := filled.pick("bool"):
        filled.put(key, "CO" if filled.truth[key] else "KHONG")


@cell_mutation
def state_in_capitals(filled: Filled) -> None:
    if key := filled.pick("enum"):
        element = filled.catalog.elements[key[1]]
        item = next(item for item in filled.catalog.enums[element.enum] if item.code == filled.truth[key])
        filled.put(key, item.name_vi.upper())


@cell_mutation
def state_misspelt(filled: Filled) -> None:
    if key := filled.pick("enum"):
        filled.put(key, filled.random.choice(("Hoàn thànhh rồi", "50%", "theo kế hoạch", 5)))
        filled.lose(key)


def _encoded(name: str, font: str) -> Mutate:
    def mutate(filled: Filled) -> None:
        back = {letter: code for code, letter in encodings()[name].letters.items()}
        if key := filled.pick("text", lambda value: all(ord(one) < 128 or one in back for one in value)):
            filled.put(key, "".join(back.get(one, one) for one in filled.truth[key]), font=Font(name=font))

    return mutate


CELLS["tcvn3_font"] = _encoded("tcvn3", ".VnTime")
CELLS["vni_font"] = _encoded("vni_windows", "VNI-Times")


@cell_mutation
def decomposed_text(filled: Filled) -> None:
    if key := filled.pick("text"):
        filled.put(key, unicodedata.normalize("NFD", filled.truth[key]))


@cell_mutation
def garbled_answer(filled: Filled) -> None:
    if key := filled.pick("text"):
        filled.put(key, "Hưng Yên".encode().decode("latin-1"))
        filled.lose(key)


@cell_mutation
def formula_like_text(filled: Filled) -> None:
    if key := filled.pick("text"):
        filled.truth[key] = "+cmd|A1"
        filled.put(key, "+cmd|A1")


@cell_mutation
def document_turned_into_a_date(filled: Filled) -> None:
    if key := filled.pick("ref"):
        filled.put(key, datetime(2024, 12, 10), number_format="dd/mm/yyyy")
        filled.lose(key)


# Layout


def _sheet(filled: Filled, name: str = FIGURES) -> object:
    """The sheet without merges: openpyxl does not move them with the rows."""
    sheet = filled.made[name]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    return sheet


def _header(sheet: object) -> int:
    return next(row for row in range(1, 31) if sheet.cell(row, 1).value == "STT")


def _coded(sheet: object) -> list[int]:
    return [row for row in range(_header(sheet) + 1, sheet.max_row + 1) if sheet.cell(row, 2).value]


def _swap(one: object, other: object) -> None:
    """What stands in the cells and how it looks change places."""
    names = ("value", "data_type", "number_format", "font")
    looks = [[copy(getattr(cell, name)) for name in names] for cell in (one, other)]
    for cell, taken in zip((other, one), looks, strict=True):
        for name, look in zip(names, taken, strict=True):
            setattr(cell, name, look)


@layout_mutation
def title_rows_inserted(filled: Filled) -> None:
    _sheet(filled).insert_rows(1, 3)


@layout_mutation
def blank_rows_inserted(filled: Filled) -> None:
    sheet = _sheet(filled)
    sheet.insert_rows(filled.random.choice(_coded(sheet)), filled.random.randint(1, 25))


@layout_mutation
def total_row_inserted(filled: Filled) -> None:
    sheet = _sheet(filled)
    row = filled.random.choice(_coded(sheet))
    sheet.insert_rows(row)
    sheet.cell(row, 3).value, sheet.cell(row, 6).value = "Tổng cộng", 9999


@layout_mutation
def subset_row_inserted(filled: Filled) -> None:
    sheet = _sheet(filled)
    row = filled.random.choice(_coded(sheet))
    sheet.insert_rows(row)
    sheet.cell(row, 3).value, sheet.cell(row, 6).value = "Trong đó: nữ", 9999


@layout_mutation
def stranger_row_inserted(filled: Filled) -> None:
    sheet = _sheet(filled)
    row = filled.random.choice(_coded(sheet))
    sheet.insert_rows(row)
    sheet.cell(row, 2).value, sheet.cell(row, 3).value, sheet.cell(row, 6).value = "D999", "Dòng lạ", 9999


@layout_mutation
def index_row_inserted(filled: Filled) -> None:
    sheet = _sheet(filled)
    row = _header(sheet) + 1
    sheet.insert_rows(row)
    for col in range(1, 9):
        sheet.cell(row, col).value = f"({col})"


@layout_mutation
def columns_swapped(filled: Filled) -> None:
    sheet = _sheet(filled)
    first, second = filled.random.sample(range(1, 9), 2)
    for row in range(_header(sheet), sheet.max_row + 1):
        _swap(sheet.cell(row, first), sheet.cell(row, second))


@layout_mutation
def column_inserted(filled: Filled) -> None:
    sheet = _sheet(filled)
    col = filled.random.randint(1, 8)
    sheet.insert_cols(col)
    sheet.cell(_header_anywhere(sheet), col).value = "Người nhập"
    sheet.cell(_header_anywhere(sheet) + 2, col).value = 9999


def _header_anywhere(sheet: object) -> int:
    return next(row for row in range(1, 31) if "STT" in [cell.value for cell in sheet[row]])


@layout_mutation
def value_column_doubled(filled: Filled) -> None:
    sheet = _sheet(filled)
    row = _header(sheet)
    sheet.cell(row, 9).value = "Số liệu"
    sheet.cell(row + 3, 9).value = 9999


@layout_mutation
def value_column_renamed(filled: Filled) -> None:
    sheet = filled.made[FIGURES]
    sheet.cell(_header(sheet), 6).value = "Cột của tôi"


@layout_mutation
def codes_lost(filled: Filled) -> None:
    sheet = _sheet(filled)
    for row in _coded(sheet):
        sheet.cell(row, 2).value = None


@layout_mutation
def codes_spelt_otherwise(filled: Filled) -> None:
    sheet = filled.made[FIGURES]
    for row in _coded(sheet):
        sheet.cell(row, 2).value = f" {sheet.cell(row, 2).value.lower()} "


@layout_mutation
def code_of_the_row_below(filled: Filled) -> None:
    sheet = filled.made[FIGURES]
    row = filled.random.choice(_coded(sheet)[:-1])
    sheet.cell(row, 2).value = sheet.cell(row + 1, 2).value or "D01"


@layout_mutation
def row_doubled(filled: Filled) -> None:
    sheet = _sheet(filled)
    row = filled.random.choice(_coded(sheet))
    sheet.insert_rows(row + 1)
    for col in range(1, 9):
        sheet.cell(row + 1, col).value = sheet.cell(row, col).value
    sheet.cell(row + 1, 6).value = 9999


@layout_mutation
def row_deleted(filled: Filled) -> None:
    sheet = _sheet(filled)
    sheet.delete_rows(filled.random.choice(_coded(sheet)))


@layout_mutation
def rows_in_another_order(filled: Filled) -> None:
    sheet = _sheet(filled)
    rows = _coded(sheet)
    for row in rows:
        other = filled.random.choice(rows)
        for col in range(1, 9):
            if row != other:
                _swap(sheet.cell(row, col), sheet.cell(other, col))


@layout_mutation
def numbers_merged_down(filled: Filled) -> None:
    sheet = filled.made[FIGURES]
    counted = [
        (key, ref)
        for key, (name, ref) in filled.places.items()
        if name == FIGURES and ref[0] == "F" and key in filled.truth
    ]
    for key, ref in counted:
        below = next(
            (other for other, place in filled.places.items() if place == (FIGURES, f"F{int(ref[1:]) + 1}")), None
        )
        elements = filled.catalog.elements
        if below and {elements[one[1]].value_type for one in (key, below)} <= {"int", "bool"}:
            sheet.merge_cells(f"{ref}:F{int(ref[1:]) + 1}")
            for one in (key, below):
                filled.truth.pop(one, None)
                filled.told.add(one)
            return


@layout_mutation
def value_merged_with_the_quarter_before(filled: Filled) -> None:
    if key := filled.pick("int"):
        sheet, ref = filled.places[key]
        if sheet == FIGURES:
            filled.made[sheet][f"E{ref[1:]}"].value = 9999
            filled.made[sheet].merge_cells(f"E{ref[1:]}:{ref}")
            filled.lose(key)


@layout_mutation
def row_hidden(filled: Filled) -> None:
    if key := filled.pick("int"):
        sheet, ref = filled.places[key]
        filled.made[sheet].row_dimensions[int(ref.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))].hidden = True
        filled.told.add(key)


@layout_mutation
def marker_deleted(filled: Filled) -> None:
    filled.made.remove(filled.made["_dx"])


@layout_mutation
def sheets_renamed(filled: Filled) -> None:
    for number, sheet in enumerate(filled.made):
        if sheet.title != "_dx":
            sheet.title = f"Sheet{number}"


@layout_mutation
def sheets_in_another_order(filled: Filled) -> None:
    filled.random.shuffle(filled.made._sheets)


@layout_mutation
def old_quarter_as_a_sheet(filled: Filled) -> None:
    old = filled.made.copy_worksheet(filled.made[FIGURES])
    old.title = "Quý trước"
    for row in _coded(old):
        old.cell(row, 6).value = 9999


@layout_mutation
def form_hidden(filled: Filled) -> None:
    filled.made[FIGURES].sheet_state = "hidden"


@layout_mutation
def tasks_deleted(filled: Filled) -> None:
    if TASKS in filled.made.sheetnames:
        filled.made.remove(filled.made[TASKS])


@layout_mutation
def another_unit_in_the_title(filled: Filled) -> None:
    _title(filled, "Đơn vị báo cáo", "Sở Không Có Thật")


@layout_mutation
def another_quarter_in_the_title(filled: Filled) -> None:
    _title(filled, "Kỳ báo cáo", "Quý I/2029")


def _title(filled: Filled, label: str, text: str) -> None:
    for sheet in filled.made:
        for row in sheet.iter_rows(max_row=8, max_col=2):
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith(label):
                    cell.value = f"{label}: {text}"


@layout_mutation
def signed(filled: Filled) -> None:
    sheet = _sheet(filled)
    end = sheet.max_row + 2
    sheet.cell(end, 2).value, sheet.cell(end, 6).value = "NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG ĐƠN VỊ"
    sheet.cell(end + 3, 6).value = "Nguyễn Văn A"


@layout_mutation
def everything_decomposed(filled: Filled) -> None:
    for sheet in filled.made:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = unicodedata.normalize("NFD", cell.value)


@layout_mutation
def commune_codes_lost(filled: Filled) -> None:
    for row in _commune_rows(filled):
        filled.made[COMMUNES].cell(row, 2).value = None


@layout_mutation
def communes_swapped(filled: Filled) -> None:
    if len(rows := _commune_rows(filled)) > 1:
        sheet = filled.made[COMMUNES]
        for col in range(1, sheet.max_column + 1):
            _swap(sheet.cell(rows[0], col), sheet.cell(rows[1], col))


@layout_mutation
def commune_misspelt(filled: Filled) -> None:
    if rows := _commune_rows(filled):
        filled.made[COMMUNES].cell(rows[0], 2).value = None
        filled.made[COMMUNES].cell(rows[0], 3).value += "zz"


@layout_mutation
def commune_of_another_name(filled: Filled) -> None:
    if len(rows := _commune_rows(filled)) > 1:
        sheet = filled.made[COMMUNES]
        sheet.cell(rows[0], 3).value = sheet.cell(rows[1], 3).value


@layout_mutation
def commune_listed_twice(filled: Filled) -> None:
    if len(rows := _commune_rows(filled)) > 1:
        sheet = filled.made[COMMUNES]
        for col in (2, 3):
            sheet.cell(rows[1], col).value = sheet.cell(rows[0], col).value


def _commune_rows(filled: Filled) -> list[int]:
    if COMMUNES not in filled.made.sheetnames:
        return []
    sheet = filled.made[COMMUNES]
    codes = {unit.code for unit in filled.catalog.units.values() if unit.level == "commune"}
    return [row for row in range(9, sheet.max_row + 1) if str(sheet.cell(row, 2).value) in codes]
