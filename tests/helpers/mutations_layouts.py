"""What offices do to rows, columns, sheets and the list of communes."""

from __future__ import annotations

import unicodedata
from copy import copy

from tests.helpers.mutations_filled import COMMUNES, FIGURES, TASKS, Filled, Mutate

LAYOUTS: dict[str, Mutate] = {}


def layout_mutation(function: Mutate) -> Mutate:
    LAYOUTS[function.__name__] = function
    return function


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
