"""Numbers, answers, states, ditto marks and dates as whole returns hold them (habits 4-24)."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from functools import lru_cache

import openpyxl

from dxmetrics.checks import check_history
from dxmetrics.periods import Period
from dxmetrics.workbook.choices import read_choice
from dxmetrics.workbook.collector import TakenDay
from dxmetrics.workbook.day_order import swapped_days
from dxmetrics.workbook.grid import Grid
from dxmetrics.workbook.model import Sheet
from dxmetrics.workbook.reading import read_return
from dxmetrics.workbook.template import build_template
from dxmetrics.workbook.title_block import read_quarter
from dxmetrics.workbook.values import parse_pair
from dxmetrics.workbook.words import load_words
from tests.helpers.books import with_cells
from tests.helpers.habit_world import Book, World, found, given, habits_into, unmerge
from tests.workbook.test_values import DAY, Context, cell, codes

VALUES: list[Book] = []
habit = habits_into(VALUES)


@habit(4, "12 where 12,000 stood a quarter ago")
def fell_a_thousandfold(world: World) -> None:
    draft = world.put({world.place("D01")[0]: 12})
    before = {(world.unit.id, "D01"): 12000}
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
        unmerge(sheet)
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
        unmerge(sheet)
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
    return _first_form(world.data)[f"{column}{row}"].value


@lru_cache(maxsize=1)
def _first_form(data: bytes) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data))["Biểu 1"]


@habit(22, "real dates up to the 12th beside a text date after the 12th")
def day_and_month_swapped(world: World) -> None:
    grid = Grid(Sheet("Biểu 1", "visible", ()))
    typed = TakenDay(grid, cell("15/4/2024"), date(2024, 4, 15), DAY)
    real = TakenDay(grid, cell("04/10/2024", "date", day=date(2024, 10, 4)), date(2024, 10, 4), DAY)
    (question,) = swapped_days([typed, real])
    assert (question.code, question.severity) == ("value.day_month_swapped", "warning")
    assert (question.cell, question.params["other"]) == ("F10", "10/04/2024")
    assert swapped_days([real, real]) == swapped_days([typed]) == []


@habit(22, "the same in a whole workbook")
def day_and_month_swapped_in_a_workbook(world: World) -> None:
    """No form of the Plan asks for two dates, so two of its counts are dates here."""
    days = {code: replace(world.catalog.elements[code], value_type="date") for code in ("D01", "D02")}
    catalog = replace(world.catalog, elements={**world.catalog.elements, **days})
    typed, real = (world.place(code)[0] for code in days)
    mixed = with_cells(world.data, {("Biểu 1", typed): "15/4/2024", ("Biểu 1", real): date(2024, 10, 4)})
    draft = read_return(mixed, catalog)
    (question,) = draft.findings
    assert (question.code, question.severity, question.address) == (
        "value.day_month_swapped",
        "warning",
        f"'Biểu 1'!{real}",
    )
    assert (question.found, question.params["other"]) == ("04/10/2024", "10/04/2024")
    assert {code: world.value(draft, code).value for code in days} == {
        "D01": date(2024, 4, 15),
        "D02": date(2024, 10, 4),
    }
    only_real = with_cells(world.data, {("Biểu 1", typed): date(2024, 10, 5), ("Biểu 1", real): date(2024, 10, 4)})
    assert read_return(only_real, catalog).findings == ()


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
