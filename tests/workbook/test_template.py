"""The template as another program sees it: everything asked is there, and only inputs can be changed."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import OrgUnit
from dxmetrics.errors import DxmetricsError
from dxmetrics.periods import Period
from dxmetrics.workbook.template import build_template
from tests.helpers.books import row_heights

CHECKED = ("D12", "D03", "D15", "D92.1")


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture(scope="module")
def made(catalog: Catalog, district: OrgUnit, period: Period) -> openpyxl.Workbook:
    return opened(build_template(catalog, district, period, {(district.id, "D01"): Decimal(120)}, {"D04"}))


def texts(sheet: object) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_sheets_in_order_with_a_hidden_mark(made: openpyxl.Workbook) -> None:
    assert made.sheetnames == ["Hướng dẫn", "Biểu 1", "Biểu 2", "Biểu 3", "Biểu 4", "_dx"]
    assert made["_dx"].sheet_state == "veryHidden"


def test_title_block_names_unit_period_and_due_day(made: openpyxl.Workbook) -> None:
    for name in ("Biểu 1", "Biểu 2", "Biểu 3", "Biểu 4"):
        found = texts(made[name])
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in found
        assert "Đơn vị báo cáo: Huyện Yên Mỹ (mã 327)" in found
        assert "Kỳ báo cáo: Quý II/2024 (15/03/2024 – 14/06/2024)" in found
        assert "Hạn gửi: 17/06/2024" in found


def test_every_asked_row_once_with_its_code(
    made: openpyxl.Workbook, catalog: Catalog, district: OrgUnit, period: Period
) -> None:
    codes = [row[1].value for row in made["Biểu 1"].iter_rows(min_row=10) if row[1].value]
    asked = [row.data_element for row in catalog.rows_for(district, period, "unit", {"D04"})]
    assert sorted(codes) == sorted(asked)
    assert "D04" not in codes
    tasks = [row[1].value for row in made["Biểu 3"].iter_rows(min_row=10) if row[1].value]
    assert tasks == [task.code for task in catalog.tasks_of(district, period)]


def test_columns_stand_where_the_contract_says(made: openpyxl.Workbook) -> None:
    header = [cell.value for cell in made["Biểu 1"][9]]
    assert header[:7] == [
        "STT",
        "Mã",
        "Nội dung",
        "ĐVT",
        "Kỳ trước",
        "Kỳ này",
        "Văn bản minh chứng (số, ngày, trích yếu)",
    ]
    first = next(row for row in made["Biểu 1"].iter_rows(min_row=10) if row[1].value == "D01")
    assert first[4].value == 120


def test_a_row_per_commune_with_codes_above(
    made: openpyxl.Workbook, catalog: Catalog, district: OrgUnit, period: Period
) -> None:
    sheet = made["Biểu 2"]
    names = [row[2].value for row in sheet.iter_rows(min_row=11) if row[1].value]
    assert names == [unit.name_vi for unit in catalog.communes_of(district.id, period)]
    codes = [cell.value for cell in sheet[10] if cell.value]
    assert codes == [row.data_element for row in catalog.rows_for(district, period, "commune")]


def test_only_inputs_are_unlocked_and_there_is_no_password(made: openpyxl.Workbook) -> None:
    sheet = made["Biểu 1"]
    assert sheet.protection.sheet and not sheet.protection.password
    row = next(row for row in sheet.iter_rows(min_row=10) if row[1].value == "D08")
    assert [cell.protection.locked for cell in row] == [True, True, True, True, True, False, False, False]


def test_lists_and_number_checks(made: openpyxl.Workbook) -> None:
    sheet = made["Biểu 1"]
    cells = {row[1].value: row[5].coordinate for row in sheet.iter_rows(min_row=10) if row[1].value}
    rules = sheet.data_validations.dataValidation
    checks = {
        code: next(rule for rule in rules if cell in rule.sqref) for code, cell in cells.items() if code in CHECKED
    }
    assert (checks["D12"].type, checks["D12"].formula1) == ("list", '"Có,Không"')
    assert [checks["D03"].type, checks["D03"].operator, checks["D03"].formula1] == ["whole", "greaterThanOrEqual", "0"]
    assert "số nguyên" in checks["D03"].error
    assert checks["D15"].formula1 == f"OR(AND(ISNUMBER({cells['D15']}),{cells['D15']}>=0," + (
        f'{cells["D15"]}=INT({cells["D15"]})),UPPER({cells["D15"]})="KAD")'
    )
    assert checks["D92.1"].formula1.startswith("OR(AND(ISNUMBER(") and "INT(" not in checks["D92.1"].formula1


def test_the_states_of_all_tasks_have_their_list(made: openpyxl.Workbook) -> None:
    (rule,) = made["Biểu 3"].data_validations.dataValidation
    states = [row[3].coordinate for row in made["Biểu 3"].iter_rows(min_row=10) if row[1].value]
    assert states and all(cell in rule.sqref for cell in states)


def test_rows_grow_with_what_is_typed_and_the_title_keeps_its_height(
    catalog: Catalog, district: OrgUnit, period: Period, made: openpyxl.Workbook
) -> None:
    heights = row_heights(build_template(catalog, district, period, {}, {"D04"}), sheet=2)
    asked = [row[1].row for row in made["Biểu 1"].iter_rows(min_row=10) if row[1].value]
    assert asked and all(not heights[row].fixed and heights[row].points >= 18 for row in asked)
    assert heights[4].fixed and heights[9].fixed


def test_rows_have_room_for_what_is_in_them_as_far_as_excel_allows(
    catalog: Catalog, district: OrgUnit, period: Period
) -> None:
    values = {(district.id, "D96.1"): "Thiếu biên chế. " * 20, (district.id, "D97.2"): "Bố trí kinh phí. " * 500}
    heights = row_heights(build_template(catalog, district, period, {}, (), values=values), sheet=5)
    assert [heights[row].points for row in (10, 11, 12)] == pytest.approx([88, 409, 32], abs=1)


def test_head_in_the_official_way(catalog: Catalog, made: openpyxl.Workbook) -> None:
    assert [made["Biểu 1"][cell].value for cell in ("A1", "A2")] == ["ỦY BAN NHÂN DÂN", "HUYỆN YÊN MỸ"]
    assert [head(catalog, unit) for unit in ("STTTT@2024-01-01", "VNPT@2024-01-01")] == [
        ("UBND TỈNH HƯNG YÊN", "SỞ THÔNG TIN VÀ TRUYỀN THÔNG"),
        (None, "VNPT HƯNG YÊN"),
    ]


def head(catalog: Catalog, unit_id: str) -> tuple[object, object]:
    sheet = opened(build_template(catalog, catalog.units[unit_id], Period(2024, 4), {}, ()))["Biểu 1"]
    return sheet["A1"].value, sheet["A2"].value


def test_communes_print_on_two_pages_with_names_on_both(made: openpyxl.Workbook) -> None:
    sheet = made["Biểu 2"]
    assert sheet.print_title_cols == "$A:$C"
    (end,) = [split.id for split in sheet.col_breaks.brk]
    assert 8 < end < sheet.max_column
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage
    assert 60 <= sheet.page_setup.scale <= 75
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert f"A4:{get_column_letter(end)}4" in merged and "A6:C6" in merged


def test_print_set_up(made: openpyxl.Workbook) -> None:
    for name, rows in (("Biểu 1", "$9:$9"), ("Biểu 2", "$9:$10"), ("Biểu 3", "$9:$9")):
        sheet = made[name]
        assert sheet.print_title_rows == rows
        assert (str(sheet.page_setup.paperSize), sheet.page_setup.orientation) == ("9", "landscape")
        assert sheet.freeze_panes


def test_same_input_same_bytes(catalog: Catalog, district: OrgUnit, period: Period) -> None:
    assert build_template(catalog, district, period, {}, ()) == build_template(catalog, district, period, {}, ())


def test_values_are_typed_as_a_clerk_would(catalog: Catalog, district: OrgUnit, period: Period) -> None:
    values = {
        (district.id, "D12"): True,
        (district.id, "D14"): "15/QĐ-UBND",
        (district.id, "D17"): "in_progress",
        (district.id, "D92.1"): Decimal("1234.5"),
        (district.id, "D12", "note"): "=1+1",
        (district.id, "N1.state"): "ongoing",
        (district.id, "D96.13"): "dòng thứ mười ba",
    }
    made = opened(build_template(catalog, district, period, {}, (), values=values))
    rows = {row[1].value: row for row in made["Biểu 1"].iter_rows(min_row=10) if row[1].value}
    assert [cell.value for cell in rows["D12"][5:]] == ["Có", "15/QĐ-UBND", "=1+1"]
    assert rows["D12"][7].data_type == "s"
    assert (rows["D17"][5].value, rows["D92.1"][5].value) == ("Đang rà soát", 1234.5)
    assert "Thường xuyên" in texts(made["Biểu 3"])
    assert "dòng thứ mười ba" in texts(made["Biểu 4"])


@pytest.mark.filterwarnings("error")
def test_every_reporter_of_every_quarter_gets_one(catalog: Catalog) -> None:
    for period in (catalog.periods()[0], catalog.periods()[-1]):
        for unit in catalog.reporters(period):
            sheets = opened(build_template(catalog, unit, period, {}, ())).sheetnames
            assert ("Biểu 2" in sheets) == bool(catalog.rows_for(unit, period, "commune"))


def test_sample_mark_is_printed(catalog: Catalog, district: OrgUnit, period: Period) -> None:
    made = opened(build_template(catalog, district, period, {}, (), sample=True))
    assert made["Biểu 1"]["A3"].value == "SỐ LIỆU MINH HỌA – KHÔNG PHẢI SỐ LIỆU THẬT"


def test_a_unit_that_sends_nothing_is_refused(catalog: Catalog, district: OrgUnit) -> None:
    with pytest.raises(DxmetricsError):
        build_template(catalog, district, Period(2025, 4), {}, ())


def test_dates_are_days(catalog: Catalog) -> None:
    holder = catalog.role_holder("DIC", date(2024, 6, 14))
    codes = [row.data_element for row in catalog.rows_for(holder, Period(2024, 4), "unit")]
    assert "D108.date" in codes
    made = opened(
        build_template(catalog, holder, Period(2024, 4), {}, (), values={(holder.id, "D108.date"): date(2024, 5, 12)})
    )
    row = next(row for row in made["Biểu 1"].iter_rows(min_row=10) if row[1].value == "D108.date")
    assert row[5].value.date() == date(2024, 5, 12)
