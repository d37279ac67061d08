"""What we write, other readers read."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import python_calamine

from dxmetrics.workbook.cells import read_workbook
from dxmetrics.workbook.xlsx_styles import Style
from dxmetrics.workbook.xlsx_writer import InputCheck, SheetDraft, write_workbook


def draft() -> SheetDraft:
    sheet = SheetDraft("Biểu 'một'", [10, 20, 0])
    values = ["=1+1", "a & <b>\n'c\"", 12, Decimal("1234.5"), date(2024, 4, 10), None, "x\x07y"]
    for col, value in enumerate(values, 1):
        sheet.put(2, col, value, Style(number_format="dd/mm/yyyy" if isinstance(value, date) else "@", locked=False))
    sheet.span(1, 1, 3, "Tiêu đề", Style(bold=True))
    sheet.checks.append(InputCheck("list", '"Có,Không"', "A2", "Sai", 'Chọn "Có" & <Không>'))
    return sheet


def test_three_readers_agree() -> None:
    data = write_workbook([draft()])
    ours = [cell.text for cell in read_workbook(data).sheets[0].cells]
    assert ours == ["Tiêu đề", "=1+1", "a & <b>\n'c\"", "12", "1234.5", "10/04/2024", "xy"]
    theirs = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert [theirs.cell(2, col).value for col in (1, 3, 4)] == ["=1+1", 12, 1234.5]
    assert theirs["A2"].data_type == "s"
    assert theirs["E2"].value.date() == date(2024, 4, 10)
    rows = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert rows[1][:4] == ["=1+1", "a & <b>\n'c\"", 12, 1234.5]


def test_checks_merges_and_styles_survive() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(write_workbook([draft()]))).worksheets[0]
    check = sheet.data_validations.dataValidation[0]
    assert (check.formula1, check.error) == ('"Có,Không"', 'Chọn "Có" & <Không>')
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:C1"]
    assert sheet["A1"].font.bold and not sheet["A2"].protection.locked


def test_the_time_of_day_is_not_in_the_file() -> None:
    assert write_workbook([draft()]) == write_workbook([draft()])
