"""Title block, headers, rows and columns, footer, hidden and merged cells (habits 43-53)."""

from __future__ import annotations

import openpyxl

from dxmetrics.checks.totals import check_totals
from tests.helpers.habit_world import Book, World, found, given, habits_into, unmerge

TABLES: list[Book] = []
habit = habits_into(TABLES)


@habit(43, "a title block of six rows, unit and period in it, the hidden sheet lost")
def title_block(world: World) -> None:
    draft = world.edit(lambda made: made.remove(made["_dx"]))
    assert (draft.org_unit, draft.period, found(draft)) == (world.unit, world.period, [("form.no_marker", "")])
    assert found(world.put({"A6": "Đơn vị báo cáo: UBND huyện Ân Thi"})) == [("form.unit_conflict", "A6")]


@habit(44, '"Kết quả" merged over "Tỷ lệ" and "Số lượng"')
def header_of_two_rows(world: World) -> None:
    def split(made: openpyxl.Workbook) -> None:
        sheet = made["Biểu 1"]
        unmerge(sheet)
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
        unmerge(sheet)
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
        unmerge(sheet)
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
            unmerge(sheet)
            sheet.insert_rows(13)
            sheet.cell(13, 3).value, sheet.cell(13, col).value = "Trong đó: nữ", 5

    draft = world.edit(insert)
    assert given(draft) == world.right
    assert [code for code, _ in found(draft)] == ["form.subset_row"] * 2


@habit(49, "signatures, Nơi nhận and a date line under the table")
def footer(world: World) -> None:
    def sign(made: openpyxl.Workbook) -> None:
        sheet = made["Biểu 1"]
        unmerge(sheet)
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
        unmerge(sheet)
        sheet.insert_rows(20, 25)
        sheet["XFD1048576"].value = " "
        sheet["XFD1048575"].value = "."

    draft = world.edit(stretch)
    assert (given(draft), found(draft)) == (world.right, [])


@habit(53, "a column inserted, the rows sorted the other way round")
def moved_by_hand(world: World) -> None:
    def move(made: openpyxl.Workbook) -> None:
        sheet = made["Biểu 1"]
        unmerge(sheet)
        rows = [[one.value for one in row] for row in sheet.iter_rows(min_row=10, max_col=8) if row[1].value]
        sheet.delete_rows(10, sheet.max_row)
        for place, values in enumerate(reversed(rows), 10):
            for col, value in enumerate(values, 1):
                sheet.cell(place, col).value = value
        sheet.insert_cols(4)
        sheet["D9"].value, sheet["D12"].value = "Người nhập", "Lan"

    draft = world.edit(move)
    assert (given(draft), [code for code, _ in found(draft)]) == (world.right, ["form.unknown_column"])
