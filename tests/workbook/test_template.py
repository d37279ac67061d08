"""The template as another program sees it: everything asked is there, and only inputs can be changed."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import OrgUnit
from dxmetrics.errors import DxmetricsError
from dxmetrics.periods import Period
from dxmetrics.workbook.template import build_template


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture(scope="module")
def made(catalog: Catalog, district: OrgUnit, period: Period) -> openpyxl.Workbook:
    return opened(build_template(catalog, district, period, {(district.id, "D01"): Decimal(120)}, {"D04"}))


def texts(sheet: object) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_sheets_in_order_with_a_hidden_mark(made: openpyxl.Workbook) -> None:
    assert made.sheetnames == ["Hướng dẫn", "Biểu 1", "Biểu 2", "Biểu 3", "Biểu 4", "_dx"]
    assert made["_dx"].sheet_state == "hidden"


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
    checks = {str(check.sqref): check for check in made["Biểu 1"].data_validations.dataValidation}
    rows = {row[1].value: row[5].coordinate for row in made["Biểu 1"].iter_rows(min_row=10) if row[1].value}
    assert checks[rows["D12"]].formula1 == '"Có,Không"'
    assert checks[rows["D12"]].type == "list"
    assert "ISNUMBER" in checks[rows["D03"]].formula1
    assert "KAD" in checks[rows["D15"]].formula1
    assert "số nguyên" in checks[rows["D03"]].error


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
