"""What we draft, three readers see alike; and the same drafts give the same bytes."""

import io
import os
import subprocess
import sys
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import python_calamine

from dxmetrics.workbook.cells import read_workbook
from dxmetrics.workbook.draft_writer import write_workbook
from dxmetrics.workbook.sheet_draft import InputCheck, PrintSetup, SheetDraft, Style
from tests.helpers.books import row_heights

VALUES = ["=1+1", "a & <b>\n'c\"", 12, Decimal("1234.5"), date(2024, 4, 10), None, "x\x07y", "007", "http://a.vn"]
SHOWN = ["Tiêu đề", "=1+1", "a & <b>\n'c\"", "12", "1234.5", "10/04/2024", "x\x07y", "007", "http://a.vn"]
YES_NO = InputCheck("list", "Sai", 'Chọn "Có" & <Không>', choices=("Có", "Không"))


def draft() -> SheetDraft:
    sheet = SheetDraft("Biểu 'một' ấy", [10, 20, 0], freeze=(3, 2), printing=PrintSetup(repeat_rows=(1, 2)))
    for col, value in enumerate(VALUES, 1):
        sheet.put(2, col, value, Style(number_format="dd/mm/yyyy" if isinstance(value, date) else "@", locked=False))
    sheet.span(1, 1, 3, "Tiêu đề", Style(bold=True, fill="DCE6F1", border=True))
    sheet.check(YES_NO, (2, 1, 2, 1))
    sheet.check(YES_NO, (4, 1, 5, 2))
    return sheet


def opened(*sheets: SheetDraft) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(write_workbook(sheets)))


def test_three_readers_agree() -> None:
    data = write_workbook([draft()])
    assert [cell.text for cell in read_workbook(data).sheets[0].cells] == SHOWN
    theirs = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert [theirs.cell(2, col).value for col in (1, 3, 4, 8)] == ["=1+1", 12, 1234.5, "007"]
    assert (theirs["A2"].data_type, theirs["H2"].data_type, theirs["I2"].hyperlink) == ("s", "s", None)
    assert theirs["E2"].value.date() == date(2024, 4, 10)
    rows = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert rows[1][:4] == ["=1+1", "a & <b>\n'c\"", 12, 1234.5]


@pytest.mark.parametrize("text", ["<r>&</r>", "<r><t>đậm</t></r>", "_x0041_", "\uffff", "{=1}", "\n"])
def test_texts_the_library_has_a_meaning_for_stay_texts(text: str) -> None:
    sheet = SheetDraft("Biểu 1", [10])
    sheet.put(1, 1, text, Style())
    sheet.put(2, 1, "cuối", Style())
    assert [cell.text for cell in read_workbook(write_workbook([sheet])).sheets[0].cells] == [text, "cuối"]


def test_merges_and_looks() -> None:
    sheet = opened(draft()).worksheets[0]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:C1"]
    assert sheet["A1"].font.bold and sheet["A1"].protection.locked and not sheet["A2"].protection.locked
    assert (sheet["A1"].font.name, sheet["A1"].fill.fgColor.rgb) == ("Times New Roman", "FFDCE6F1")
    assert sheet["C1"].border.right.style == "thin"
    assert sheet.column_dimensions["B"].width == pytest.approx(20, abs=1)


def test_one_check_for_all_cells_it_holds_for() -> None:
    whole = InputCheck("integer", "Sai", "Nhập số")
    fraction = InputCheck("custom", "Sai", "Nhập số", formula="ISNUMBER(C2)")
    sheet = draft()
    sheet.check(whole, (2, 2, 2, 2))
    sheet.check(fraction, (2, 3, 2, 3))
    checks = opened(sheet).worksheets[0].data_validations.dataValidation
    assert [str(check.sqref) for check in checks] == ["A2 A4:B5", "B2", "C2"]
    assert [check.type for check in checks] == ["list", "whole", "custom"]
    assert (checks[0].formula1, checks[0].error) == ('"Có,Không"', 'Chọn "Có" & <Không>')
    assert (checks[1].operator, checks[1].formula1, checks[2].formula1) == ("greaterThanOrEqual", "0", "ISNUMBER(C2)")


def test_panes_and_print_set_up() -> None:
    book = opened(draft(), SheetDraft("Bìa", [10], printing=PrintSetup(landscape=False)))
    table, cover = book.worksheets
    assert (table.freeze_panes, table.print_title_rows) == ("B3", "$1:$2")
    assert (table.page_setup.orientation, cover.page_setup.orientation) == ("landscape", "portrait")
    assert str(table.page_setup.paperSize) == "9" and table.sheet_properties.pageSetUpPr.fitToPage


def test_wide_sheets_go_on_to_another_page_with_their_first_columns() -> None:
    sheet = SheetDraft("Biểu 2", [10] * 8, printing=PrintSetup(break_columns=(5,), scale=70, repeat_columns=2))
    assert sheet.pages() == [(1, 5), (6, 8)]
    made = opened(sheet).worksheets[0]
    assert (made.print_title_cols, made.page_setup.scale, [split.id for split in made.col_breaks.brk]) == (
        "$A:$B",
        70,
        [5],
    )


def test_only_growing_rows_may_change_their_height() -> None:
    sheet = SheetDraft("Biểu 1", [10], heights={1: 30, 2: 30}, growing={2})
    sheet.put(1, 1, "Tiêu đề", Style())
    sheet.put(2, 1, "Dòng", Style())
    assert row_heights(write_workbook([sheet])) == {1: (30, True), 2: (30, False)}


def test_a_hidden_sheet_is_not_in_the_list_of_sheets_to_unhide() -> None:
    assert opened(draft(), SheetDraft("_dx", [10], hidden=True))["_dx"].sheet_state == "veryHidden"


def test_the_time_of_day_is_not_in_the_file() -> None:
    first = write_workbook([draft()])
    time.sleep(1.1)
    assert write_workbook([draft()]) == first


def test_the_first_workbook_of_a_process_is_like_any_other() -> None:
    """Also with another order of hashes."""
    script = (
        "import hashlib\n"
        "from dxmetrics.workbook.sheet_draft import SheetDraft, Style\n"
        "from dxmetrics.workbook.draft_writer import write_workbook\n"
        "sheet = SheetDraft('Bìa', [10])\n"
        "sheet.put(1, 1, 'Tiêu đề', Style(bold=True, fill='DCE6F1', border=True, number_format='@'))\n"
        "made = [write_workbook([sheet]) for _ in range(2)]\n"
        "print(made[0] == made[1], hashlib.sha256(made[0]).hexdigest())\n"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1 and said.pop().startswith("True")
