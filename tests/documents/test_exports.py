"""What leaves the dashboard, read back by other programs (openpyxl, pandas, DuckDB), is the table row for row."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as parquet
import pytest
from openpyxl import load_workbook

from dxmetrics.documents.table_parquet import METADATA, to_parquet
from dxmetrics.documents.table_xlsx import to_xlsx
from dxmetrics.documents.tables import Column, Table, to_csv

HOSTILE = [
    "=HYPERLINK(\"http://x\",\"y\")", "+1", "-2", "@SUM(A1)", "\t=1", "\r=1", "'a", '"b"', "c;d", "e,f", "g\nh",
    "<b>i</b>", "_x0041_", "http://example.org", "{=1+1}", "&amp;",
]  # fmt: skip
RED, GREEN = "#ca2d47", "#118666"
COLUMNS = (
    Column("unit", "Đơn vị", width=30),
    Column("state", "Tình trạng", colours={"▼ Chậm": RED, "✓ Hoàn thành": GREEN}),
    Column("met", "Số đạt", "count"),
    Column("value", "Giá trị", "percent"),
    Column("change", "Giá trị", "signed"),
    Column("answer", "Trả lời", "mixed"),
    Column("due", "Hạn", "date"),
    Column("at", "Nhận lúc", "moment"),
)
ROWS = pd.DataFrame(
    {
        "unit": HOSTILE,
        "state": (["▼ Chậm", "✓ Hoàn thành", "=x", ""] * 4),
        "met": pd.array([1, None, 0, 2_000_000] * 4, dtype="Int64"),
        "value": [83.333333333, None, 0.0, 100.0] * 4,
        "change": [-1.5, None, 0.0, 2.25] * 4,
        "answer": [Decimal("12.5"), "Có", None, "=1"] * 4,
        "due": [date(2024, 6, 17), None, date(2025, 12, 16), None] * 4,
        "at": [datetime(2024, 6, 17, 8, 30), None, datetime(2025, 1, 1), None] * 4,
    }
)
FACTS = (("Kỳ báo cáo", "Quý II/2024"), ("Tìm", "=1+1"))
TABLE = Table("Bảng: thử & nghiệm", COLUMNS, ROWS, FACTS)
EXPECTED = list(TABLE.values())


def plain(value: object) -> object:
    """A value as every program has it: a date as a moment, a whole number as a float, an empty text as nothing."""
    if isinstance(value, Decimal | int | float):
        return round(float(value), 9)
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    return None if value == "" else value


def rows(found: object) -> list[tuple]:
    return [
        tuple(plain(None if value is None or value is pd.NaT or value != value else value) for value in row)
        for row in found
    ]


def test_xlsx_read_back_is_the_table() -> None:
    book = load_workbook(BytesIO(to_xlsx(TABLE, facts_sheet="Thông tin bảng")))
    sheet, facts = book.worksheets
    # OOXML writes a return as _x000D_, which openpyxl leaves as it is.
    found = [
        tuple(value.replace("_x000D_", "\r") if isinstance(value, str) else value for value in row)
        for row in sheet.iter_rows(min_row=2, values_only=True)
    ]
    assert rows(found) == rows(EXPECTED)
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row if isinstance(cell.value, str)} == {
        "s"
    }
    assert [[cell.value for cell in row] for row in facts.iter_rows()] == [list(fact) for fact in FACTS]
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)


def test_xlsx_is_a_real_table_ready_to_print() -> None:
    sheet = load_workbook(BytesIO(to_xlsx(TABLE, facts_sheet="x"))).worksheets[0]
    (table,) = sheet.tables.values()
    assert table.ref == f"A1:H{len(ROWS) + 1}"
    assert [column.name for column in table.tableColumns] == [
        "Đơn vị", "Tình trạng", "Số đạt", "Giá trị", "Giá trị (2)", "Trả lời", "Hạn", "Nhận lúc",
    ]  # fmt: skip
    assert [cell.value for cell in sheet[1]] == [column.name for column in table.tableColumns]
    assert (
        sheet.freeze_panes == "A2"
        and sheet.page_setup.orientation == "landscape"
        and sheet.sheet_properties.pageSetUpPr.fitToPage
    )
    assert sheet.oddHeader.left.text == "Bảng: thử && nghiệm"
    assert [sheet.cell(2, place).number_format for place in (3, 4, 5, 7, 8)] == [
        "#,##0", '#,##0.0"%"', "+#,##0.0;-#,##0.0;0", "dd/mm/yyyy", "dd/mm/yyyy hh:mm",
    ]  # fmt: skip
    inks = [sheet.cell(row, 2).font.color.rgb if sheet.cell(row, 2).font.color else None for row in (2, 3, 4)]
    assert inks[:2] == ["FF" + RED[1:].upper(), "FF" + GREEN[1:].upper()] and inks[2] not in inks[:2]
    assert sheet.cell(2, 2).fill.fgColor.rgb not in (None, "00000000", "FFFFFFFF")


def test_whole_things_have_no_decimals_beside_numbers_that_have_some() -> None:
    """Three documents beside 12.5 million: of several measures in one column each is written as its own asks."""
    columns = (Column("sum", "Tổng", "measured"), Column("answer", "Trả lời", "mixed"), Column("change", "±", "signed"))
    values = [3.0, 12.5]
    table = Table("Tổng hợp", columns, pd.DataFrame({column.key: values for column in columns}))
    sheet = load_workbook(BytesIO(to_xlsx(table, facts_sheet="x"))).worksheets[0]
    assert [[cell.number_format for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        ["#,##0", "#,##0", "+#,##0;-#,##0;0"], ["#,##0.0", "#,##0.###", "+#,##0.0;-#,##0.0;0"],
    ]  # fmt: skip
    assert to_csv(table, ";").decode("utf-8-sig").splitlines()[1:] == ["3;3;3", "12,5;12,5;12,5"]
    assert parquet.read_table(BytesIO(to_parquet(table)))["answer"].to_pylist() == ["3", "12.5"]


@pytest.mark.parametrize(("separator", "decimal"), [(",", "."), (";", ",")])
def test_csv_read_back_is_the_table(separator: str, decimal: str) -> None:
    data = to_csv(TABLE, separator)
    assert data.startswith(b"\xef\xbb\xbf")
    found = pd.read_csv(
        BytesIO(data), sep=separator, decimal=decimal, encoding="utf-8-sig", keep_default_na=False, lineterminator=None,
        na_values={name: [""] for name in ("Số đạt", "Giá trị", "Giá trị.1")}, parse_dates=["Hạn", "Nhận lúc"],
    )  # fmt: skip
    assert len(found) == len(ROWS)
    for name, key in (
        ("Số đạt", "met"),
        ("Giá trị", "value"),
        ("Giá trị.1", "change"),
        ("Hạn", "due"),
        ("Nhận lúc", "at"),
    ):
        expected = [plain(row[[column.key for column in COLUMNS].index(key)]) for row in EXPECTED]
        assert [plain(None if pd.isna(value) else value) for value in found[name]] == expected, name
    texts = ["'" + text if text[0] in "=+-@\t\r" else text for text in HOSTILE]
    assert list(found["Đơn vị"]) == texts, (
        "harmless: an apostrophe before what a spreadsheet would run, the rest untouched"
    )


def test_csv_read_by_duckdb(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(to_csv(TABLE))
    found = duckdb.sql(f"select * from read_csv('{tmp_path / 't.csv'}', all_varchar = true, header = true)").fetchall()
    assert len(found) == len(ROWS) and [row[2] or "" for row in found[:4]] == ["1", "", "0", "2000000"]


def test_parquet_read_back_is_the_table(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    path.write_bytes(to_parquet(TABLE))
    names = ", ".join(f'"{column.key}"' for column in COLUMNS)
    found = duckdb.sql(f"select {names}, answer_number from '{path}'")
    kinds = dict(zip(found.columns, map(str, found.types), strict=True))
    assert (kinds["met"], kinds["value"], kinds["due"], kinds["at"]) == ("BIGINT", "DOUBLE", "DATE", "TIMESTAMP")
    got = found.fetchall()
    texts = [(*row[:5], None if row[5] is None else str(row[5]), *row[6:]) for row in EXPECTED]
    assert rows(row[:-1] for row in got) == rows(texts)
    assert [row[-1] for row in got[:4]] == [12.5, None, None, None]
    about = json.loads(parquet.read_schema(path).metadata[METADATA])
    assert about == {"title": TABLE.title, "facts": [list(fact) for fact in FACTS]}
    assert parquet.read_schema(path).field("met").metadata[b"label"].decode() == "Số đạt"
    assert list(pd.read_parquet(path)["unit"]) == HOSTILE


def test_tables_without_rows_leave_in_every_form() -> None:
    empty = Table("t", COLUMNS, ROWS.iloc[:0])
    assert load_workbook(BytesIO(to_xlsx(empty, facts_sheet="f"))).worksheets[0].max_row == 1
    assert parquet.read_table(BytesIO(to_parquet(empty))).num_rows == 0
    assert to_csv(empty, ";").decode("utf-8-sig").startswith("Đơn vị;Tình trạng;")
