"""Tables that leave the screen: xlsx with its sheet of facts, csv for programs; text stays text."""

import csv
from datetime import date, datetime
from io import BytesIO, StringIO

import pandas as pd
import pytest
from openpyxl import load_workbook

from dxmetrics.documents.table_xlsx import to_xlsx
from dxmetrics.documents.tables import Column, Table, to_csv

COLUMNS = (
    Column("unit", "Đơn vị", width=30),
    Column("value", "Giá trị", "percent"),
    Column("due", "Hạn", "date"),
    Column("at", "Nhận", "moment"),
)
ROWS = pd.DataFrame(
    {
        "unit": ["Sở Nội vụ", "=1+1", "-2", "@x"],
        "value": [83.3, None, 0.0, 100.0],
        "due": [date(2024, 6, 17)] * 4,
        "at": [datetime(2024, 6, 17, 8, 30), None, None, None],
        "hidden": [1, 2, 3, 4],
    }
)
TABLE = Table("Bảng: thử/nghiệm", COLUMNS, ROWS, (("Kỳ báo cáo", "Quý II/2024"), ("Phương pháp", "=x")))


def test_xlsx_has_the_rows_in_order_with_types_and_formats() -> None:
    book = load_workbook(BytesIO(to_xlsx(TABLE, facts_sheet="Thông tin bảng")))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["Đơn vị", "Giá trị", "Hạn", "Nhận"]
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == [83.3, None, 0, 100]
    assert sheet["B2"].number_format == '#,##0.0"%"'
    assert sheet["D2"].value == datetime(2024, 6, 17, 8, 30)
    assert sheet.freeze_panes == "A2"
    (table,) = sheet.tables.values()
    assert (table.ref, table.autoFilter.ref) == ("A1:D5", "A1:D5")
    assert (sheet.print_title_rows, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "$1:$1",
        "9",
        "0",
    ) or (
        sheet.print_title_rows,
        sheet.page_setup.paperSize,
        sheet.page_setup.fitToHeight,
    ) == ("$1:$1", 9, 0)


def test_text_that_looks_like_a_formula_stays_text() -> None:
    sheet = load_workbook(BytesIO(to_xlsx(TABLE, facts_sheet="x"))).worksheets[0]
    assert [(cell.value, cell.data_type) for cell in (sheet["A3"], sheet["A4"], sheet["A5"])] == [
        ("=1+1", "s"),
        ("-2", "s"),
        ("@x", "s"),
    ]
    lines = list(csv.reader(StringIO(to_csv(TABLE).decode("utf-8-sig"))))
    assert [line[0] for line in lines[1:]] == ["Sở Nội vụ", "'=1+1", "'-2", "'@x"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_no_sign_begins_a_formula_in_a_csv(sign: str, separator: str) -> None:
    text = f'{sign}cmd|"/c calc"!A1'
    table = Table("x", (Column("a", text),), pd.DataFrame({"a": [text]}))
    told = list(csv.reader(StringIO(to_csv(table, separator).decode("utf-8-sig"), newline=""), delimiter=separator))
    assert told == [["'" + text], ["'" + text]]


def test_the_second_sheet_says_filters_and_method() -> None:
    facts = load_workbook(BytesIO(to_xlsx(TABLE, facts_sheet="Thông tin bảng")))["Thông tin bảng"]
    assert [[cell.value for cell in row] for row in facts.iter_rows()] == [
        ["Kỳ báo cáo", "Quý II/2024"],
        ["Phương pháp", "=x"],
    ]


def test_csv_is_for_programs() -> None:
    lines = list(csv.reader(StringIO(to_csv(TABLE).decode("utf-8-sig"))))
    assert lines[1] == ["Sở Nội vụ", "83.3", "2024-06-17", "2024-06-17T08:30:00"]
    assert lines[2][1] == ""


@pytest.mark.parametrize("title", ["a" * 60, "[]:*?/\\", "'x'"])
def test_any_title_makes_a_sheet(title: str) -> None:
    table = Table(title, COLUMNS, ROWS)
    assert len(load_workbook(BytesIO(to_xlsx(table, facts_sheet="f"))).sheetnames[0]) <= 31


def test_no_rows_still_have_a_head() -> None:
    empty = Table("t", COLUMNS, ROWS.iloc[:0])
    assert to_csv(empty).decode("utf-8-sig").strip() == "Đơn vị,Giá trị,Hạn,Nhận"
    assert load_workbook(BytesIO(to_xlsx(empty, facts_sheet="f"))).worksheets[0].max_row == 1
