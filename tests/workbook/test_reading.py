"""Whole returns: as filled, as offices change them, and as they should not be."""

import io
import unicodedata
from collections.abc import Callable
from decimal import Decimal

import openpyxl
import pytest

from dxmetrics.catalog import Catalog
from dxmetrics.catalog.model import OrgUnit
from dxmetrics.periods import Period
from dxmetrics.text.finding_text import finding_text
from dxmetrics.workbook.draft import RawValue, ReturnDraft
from dxmetrics.workbook.reading import read_return
from dxmetrics.workbook.template import build_template
from tests.helpers.books import book, edited, filling, with_cells


def codes(draft: ReturnDraft) -> list[tuple[str, str, str]]:
    """(code, sheet, cell) of each finding; every one must have words in both languages."""
    for finding in draft.findings:
        for language in ("vi", "en"):
            finding_text(finding, language)
    return [(finding.code, finding.sheet, finding.cell) for finding in draft.findings]


def given(draft: ReturnDraft) -> dict[tuple[str, str], object]:
    return {(value.org_unit, value.data_element): value.value for value in draft.values if value.state == "given"}


def value_of(draft: ReturnDraft, element: str, unit: str = "327@2024-01-01") -> RawValue:
    return next(value for value in draft.values if (value.org_unit, value.data_element) == (unit, element))


@pytest.fixture(scope="module")
def places(catalog: Catalog, district_return: bytes) -> dict[tuple[str, str], str]:
    """(unit, element) → cell of the district's return."""
    return {(value.org_unit, value.data_element): value.cell for value in read_return(district_return, catalog).values}


@pytest.mark.parametrize("quarter", ["2024Q2", "2024Q4", "2025Q1", "2025Q4"])
def test_a_filled_template_of_every_unit_reads_back_without_a_finding(catalog: Catalog, quarter: str) -> None:
    period = Period.parse(quarter)
    for unit in catalog.reporters(period):
        values = filling(catalog, unit, period)
        draft = read_return(build_template(catalog, unit, period, {}, (), values=values), catalog, period)
        assert codes(draft) == []
        assert (draft.org_unit, draft.period, draft.form, draft.sample) == (
            unit,
            period,
            catalog.form_of(unit, period),
            False,
        )
        assert given(draft) == {key: value for key, value in values.items() if len(key) == 2}


def test_every_value_has_its_cell(catalog: Catalog, district_return: bytes) -> None:
    draft = read_return(district_return, catalog)
    seen = openpyxl.load_workbook(io.BytesIO(district_return))
    for value in draft.values:
        if value.state == "given" and isinstance(value.value, Decimal):
            assert seen[value.sheet][value.cell].value == value.value


def test_blank_cells_are_kept_as_missing(catalog: Catalog, district: OrgUnit, period: Period) -> None:
    draft = read_return(build_template(catalog, district, period, {}, ()), catalog)
    assert given(draft) == {} and codes(draft) == []
    assert value_of(draft, "D12").cell.startswith("F")


def test_notes_and_difficulties(catalog: Catalog, district: OrgUnit, period: Period) -> None:
    values = filling(catalog, district, period) | {
        (district.id, "D15"): "KAD",
        (district.id, "D15", "note"): "Không có phòng",
    }
    draft = read_return(build_template(catalog, district, period, {}, (), values=values), catalog)
    assert (value_of(draft, "D15").state, value_of(draft, "D15").note) == ("not_applicable", "Không có phòng")
    assert (value_of(draft, "D96.1").value, value_of(draft, "D96.1").note) == ("- Thiếu biên chế chuyên trách", "MT1")


def test_sample_mark(catalog: Catalog, district: OrgUnit, period: Period) -> None:
    made = build_template(catalog, district, period, {}, (), sample=True)
    assert read_return(made, catalog).sample is True
    assert read_return(edited(made, lambda book: book.remove(book["_dx"])), catalog).sample is True


def test_another_program_saves_the_same_values(catalog: Catalog, district_return: bytes) -> None:
    again = read_return(edited(district_return, lambda made: None), catalog)
    assert given(again) == given(read_return(district_return, catalog))


# Layout habits (E.6)


def edit_sheet(name: str, change: Callable[[object], object]) -> Callable[[openpyxl.Workbook], None]:
    return lambda made: change(made[name])


def test_lost_hidden_sheet(catalog: Catalog, district: OrgUnit, district_return: bytes) -> None:
    draft = read_return(edited(district_return, lambda made: made.remove(made["_dx"])), catalog)
    assert codes(draft) == [("form.no_marker", "", "")]
    assert (draft.org_unit, draft.period, draft.version) == (district, Period(2024, 2), "")
    assert given(draft) == given(read_return(district_return, catalog))


def test_inserted_rows_and_total_rows(catalog: Catalog, district_return: bytes) -> None:
    def change(sheet: object) -> None:
        _unmerge(sheet)
        sheet.insert_rows(1, 2)
        sheet.insert_rows(16)
        sheet.cell(16, 3).value = "Tổng cộng"
        sheet.cell(16, 6).value = 99

    draft = read_return(edited(district_return, edit_sheet("Biểu 1", change)), catalog)
    assert codes(draft) == []
    assert given(draft) == given(read_return(district_return, catalog))


def _unmerge(sheet: object) -> None:
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))


def test_reordered_and_added_columns(catalog: Catalog, district_return: bytes) -> None:
    def change(sheet: object) -> None:
        _unmerge(sheet)
        for row in range(9, sheet.max_row + 1):
            texts = [sheet.cell(row, col).value for col in range(1, 9)]
            order = [
                texts[7],
                texts[5],
                texts[1],
                texts[2],
                texts[6],
                texts[0],
                texts[3],
                texts[4],
                "x" if row == 11 else None,
            ]
            for col, value in enumerate(order, 1):
                sheet.cell(row, col).value = value
        sheet.cell(9, 9).value = "Người nhập"

    draft = read_return(edited(district_return, edit_sheet("Biểu 1", change)), catalog)
    assert codes(draft) == [("form.unknown_column", "Biểu 1", "I9")]
    assert given(draft) == given(read_return(district_return, catalog))


def test_rows_without_code_are_found_by_their_words(catalog: Catalog, district_return: bytes) -> None:
    def change(sheet: object) -> None:
        _unmerge(sheet)
        for row in range(10, sheet.max_row + 1):
            sheet.cell(row, 2).value = None

    draft = read_return(edited(district_return, edit_sheet("Biểu 1", change)), catalog)
    assert codes(draft) == []
    assert given(draft) == given(read_return(district_return, catalog))


def test_renamed_sheets_are_found_by_content(catalog: Catalog, district_return: bytes) -> None:
    def rename(made: openpyxl.Workbook) -> None:
        for number, name in enumerate(("Biểu 1", "Biểu 2", "Biểu 3", "Biểu 4")):
            made[name].title = f"Sheet{number}"

    draft = read_return(edited(district_return, rename), catalog)
    assert codes(draft) == []
    assert len(given(draft)) == len(given(read_return(district_return, catalog)))


def test_decomposed_text_everywhere(catalog: Catalog, district_return: bytes) -> None:
    def decompose(made: openpyxl.Workbook) -> None:
        for sheet in made:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str):
                        cell.value = unicodedata.normalize("NFD", cell.value)

    draft = read_return(edited(district_return, decompose), catalog)
    assert codes(draft) == []
    assert given(draft) == given(read_return(district_return, catalog))


def test_commune_rows_by_alias_and_without_code(
    catalog: Catalog, district_return: bytes, places: dict[tuple[str, str], str]
) -> None:
    def change(sheet: object) -> None:
        for row in range(11, sheet.max_row + 1):
            if sheet.cell(row, 2).value:
                sheet.cell(row, 2).value = None
                sheet.cell(row, 3).value = "UBND " + sheet.cell(row, 3).value.upper()

    draft = read_return(edited(district_return, edit_sheet("Biểu 2", change)), catalog)
    assert codes(draft) == []
    assert given(draft) == given(read_return(district_return, catalog))


def test_lost_code_row_of_communes(catalog: Catalog, district_return: bytes) -> None:
    def change(sheet: object) -> None:
        for cell in sheet[10]:
            if cell.column > 3 and type(cell).__name__ == "Cell":
                cell.value = None

    draft = read_return(edited(district_return, edit_sheet("Biểu 2", change)), catalog)
    assert codes(draft) == []
    assert given(draft) == given(read_return(district_return, catalog))


def test_totals_are_kept_for_control(catalog: Catalog, district_return: bytes) -> None:
    def change(sheet: object) -> None:
        row = next(row for row in range(11, 60) if sheet.cell(row, 2).value is None)
        _unmerge(sheet)
        sheet.cell(row, 1).value = "Tổng cộng toàn huyện"
        sheet.cell(row, 4).value, sheet.cell(row, 10).value = 204, 204

    draft = read_return(edited(district_return, edit_sheet("Biểu 2", change)), catalog)
    assert codes(draft) == []
    assert [total.value for total in draft.totals] == [204, 204]


def test_a_commune_whose_name_begins_like_a_total(catalog: Catalog, period: Period) -> None:
    unit = catalog.units["333@2024-01-01"]
    commune = next(item for item in catalog.communes_of(unit.id, period) if item.name_vi == "Xã Tống Trân")
    data = build_template(catalog, unit, period, {}, (), values=filling(catalog, unit, period))
    cell = next(value.cell for value in read_return(data, catalog).values if value.org_unit == commune.id)
    draft = read_return(
        with_cells(data, {("Biểu 2", f"B{cell[1:]}"): None, ("Biểu 2", f"C{cell[1:]}"): "Tống Trân"}), catalog
    )
    assert codes(draft) == []
    assert (commune.id, "D61") in given(draft)


def test_hidden_rows_with_data_are_told(
    catalog: Catalog, district_return: bytes, places: dict[tuple[str, str], str]
) -> None:
    cell = places["327@2024-01-01", "D02"]

    def hide(sheet: object) -> None:
        sheet.row_dimensions[int(cell[1:])].hidden = True

    assert codes(read_return(edited(district_return, edit_sheet("Biểu 1", hide)), catalog)) == [
        ("form.hidden_value", "Biểu 1", cell)
    ]


def test_an_old_quarter_kept_as_a_sheet_is_told(catalog: Catalog, district_return: bytes) -> None:
    data = edited(district_return, lambda made: setattr(made.copy_worksheet(made["Biểu 1"]), "title", "Quý I"))
    assert codes(read_return(data, catalog)) == [("form.extra_sheet", "Quý I", "")]


# Values at their cells


def test_one_bad_cell_is_one_finding_and_the_rest_is_read(
    catalog: Catalog, district_return: bytes, places: dict[tuple[str, str], str]
) -> None:
    cell = places["327@2024-01-01", "D02"]
    draft = read_return(with_cells(district_return, {("Biểu 1", cell): "khoảng 20"}), catalog)
    assert codes(draft) == [("value.approximate", "Biểu 1", cell)]
    whole = given(read_return(district_return, catalog))
    del whole["327@2024-01-01", "D02"]
    assert given(draft) == whole


@pytest.mark.parametrize(
    ("typed", "value", "code"),
    [
        ("12 người", 12, "value.read_as"),
        ("1.200", 1200, "value.read_as"),
        ("1,200", None, "value.two_meanings"),
        (1.5, None, "value.not_whole"),
        ("10/12", None, "value.ratio"),
        ("=SUM(A1:A2)", None, "value.formula_blank"),
        ("-", None, "value.dash"),
    ],
)
def test_number_habits(
    catalog: Catalog,
    district_return: bytes,
    places: dict[tuple[str, str], str],
    typed: object,
    value: object,
    code: str,
) -> None:
    cell = places["327@2024-01-01", "D02"]
    draft = read_return(with_cells(district_return, {("Biểu 1", cell): typed}), catalog)
    assert codes(draft) == [(code, "Biểu 1", cell)]
    assert value_of(draft, "D02").value == value


# Whose return


def test_another_quarters_file(catalog: Catalog, district_return: bytes) -> None:
    draft = read_return(district_return, catalog, Period(2024, 3))
    assert [code for code, _, _ in codes(draft)] == ["form.other_period"]
    assert draft.findings[0].severity == "error"


def test_a_template_reworked_for_another_unit(catalog: Catalog, district_return: bytes) -> None:
    data = with_cells(district_return, {("Biểu 1", "A6"): "Đơn vị báo cáo: UBND huyện Ân Thi"})
    assert codes(read_return(data, catalog)) == [("form.unit_conflict", "Biểu 1", "A6")]


def test_a_template_reworked_for_another_quarter(catalog: Catalog, district_return: bytes) -> None:
    data = with_cells(district_return, {("Biểu 1", "A7"): "Kỳ báo cáo: Quý III/2024"})
    assert codes(read_return(data, catalog)) == [("form.period_conflict", "Biểu 1", "A7")]


def test_unknown_unit_without_a_mark(catalog: Catalog, district_return: bytes) -> None:
    def change(made: openpyxl.Workbook) -> None:
        made.remove(made["_dx"])
        for name in ("Biểu 1", "Biểu 2", "Biểu 3", "Biểu 4"):
            made[name]["A6"].value = "Đơn vị báo cáo: Huyện Yên Mĩ Hạ"

    draft = read_return(edited(district_return, change), catalog)
    assert draft.org_unit is None and draft.values == ()
    assert draft.cells
    assert "form.misspelt_unit" in [code for code, _, _ in codes(draft)]


def test_an_altered_mark_is_not_believed(catalog: Catalog, district_return: bytes) -> None:
    draft = read_return(with_cells(district_return, {("_dx", "B3"): "329@2024-01-01"}), catalog)
    assert draft.org_unit.id == "327@2024-01-01"
    assert codes(draft) == [("form.no_marker", "", "")]


def test_not_a_workbook_and_not_a_return(catalog: Catalog) -> None:
    assert codes(read_return(b"%PDF", catalog)) == [("file.pdf", "", "")]
    assert codes(read_return(book(Sheet1="| a | b |"), catalog)) == [("form.not_a_return", "", "")]


# What does not fit


def test_missing_and_unknown_and_repeated_rows(
    catalog: Catalog, district_return: bytes, places: dict[tuple[str, str], str]
) -> None:
    row = int(places["327@2024-01-01", "D02"][1:])

    def change(sheet: object) -> None:
        sheet.cell(row, 2).value, sheet.cell(row, 3).value = "D0Z", "Một dòng lạ"
        sheet.cell(row + 1, 2).value, sheet.cell(row + 1, 3).value = "D01", None

    found = codes(read_return(edited(district_return, edit_sheet("Biểu 1", change)), catalog))
    assert ("form.misspelt_code", "Biểu 1", f"B{row}") in found
    assert ("form.repeated_code", "Biểu 1", f"B{row + 1}") in found
    assert [code for code, _, _ in found].count("form.missing_row") == 2


def test_code_beside_the_words_of_another(
    catalog: Catalog, district_return: bytes, places: dict[tuple[str, str], str]
) -> None:
    row = int(places["327@2024-01-01", "D02"][1:])
    found = codes(read_return(with_cells(district_return, {("Biểu 1", f"B{row}"): "D05"}), catalog))
    assert ("form.code_name_conflict", "Biểu 1", f"B{row}") in found


def test_not_asked_this_quarter(catalog: Catalog, district_return: bytes) -> None:
    def change(sheet: object) -> None:
        row = next(
            row for row in range(10, 200) if sheet.cell(row, 3).value is None and sheet.cell(row, 1).value is None
        )
        sheet.cell(row, 2).value, sheet.cell(row, 3).value, sheet.cell(row, 6).value = "D103.1", "Nhiệm vụ Đề án 06", 3

    found = codes(read_return(edited(district_return, edit_sheet("Biểu 1", change)), catalog))
    assert [code for code, _, _ in found] == ["form.not_asked"]


def test_missing_sheet_and_column(catalog: Catalog, district_return: bytes) -> None:
    data = edited(district_return, lambda made: made.remove(made["Biểu 2"]))
    assert codes(read_return(data, catalog)) == [("form.missing_sheet", "", "")]
    data = with_cells(district_return, {("Biểu 1", "F9"): "Cột lạ"})
    assert ("form.missing_column", "Biểu 1", "") in codes(read_return(data, catalog))


def test_communes_unknown_misspelt_repeated_missing(catalog: Catalog, district_return: bytes) -> None:
    cells = {
        ("Biểu 2", "B11"): None,
        ("Biểu 2", "C11"): "Xã Hoàn toàn khác",
        ("Biểu 2", "B12"): None,
    }
    made = openpyxl.load_workbook(io.BytesIO(district_return))
    third, fourth = made["Biểu 2"]["C13"].value, made["Biểu 2"]["B14"].value
    cells["Biểu 2", "C12"] = third[:-1] + "xx"
    cells["Biểu 2", "B15"] = fourth
    cells["Biểu 2", "C15"] = None
    found = [(code, cell) for code, _, cell in codes(read_return(with_cells(district_return, cells), catalog))]
    assert ("form.unknown_commune", "C11") in found
    assert ("form.misspelt_commune", "C12") in found
    assert ("form.repeated_commune", "C15") in found
    assert [code for code, _ in found].count("form.missing_commune") == 3


def test_code_and_name_of_two_communes(catalog: Catalog, district_return: bytes) -> None:
    made = openpyxl.load_workbook(io.BytesIO(district_return))
    found = codes(read_return(with_cells(district_return, {("Biểu 2", "C11"): made["Biểu 2"]["C12"].value}), catalog))
    assert ("form.commune_conflict", "Biểu 2", "C11") in found


def test_communes_of_the_old_structure_get_their_successor(catalog: Catalog, district: OrgUnit) -> None:
    """A return after 1/12/2024 that still lists the communes merged away (E.5 #42)."""
    before, after = Period(2024, 3), Period(2024, 4)
    now = catalog.communes_of(district.id, after)
    gone = [unit for unit in catalog.communes_of(district.id, before) if unit not in now]
    data = build_template(catalog, district, after, {}, (), values=filling(catalog, district, after))
    draft = read_return(
        with_cells(data, {("Biểu 2", "B11"): gone[0].code, ("Biểu 2", "C11"): gone[0].name_vi}), catalog
    )
    former = [finding for finding in draft.findings if finding.code == "form.former_commune"]
    assert [finding.cell for finding in former] == ["C11"]
    assert former[0].params["successor"] in {unit.name_vi for unit in now}
