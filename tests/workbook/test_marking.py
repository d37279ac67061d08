"""The marked copy: the sender's workbook, kept to the byte where nothing is wrong, red and commented where it is."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from dxmetrics.catalog import Catalog
from dxmetrics.checks import check_rules
from dxmetrics.findings import Finding
from dxmetrics.text import words
from dxmetrics.workbook.cells import read_workbook
from dxmetrics.workbook.guard import Refused
from dxmetrics.workbook.marking import mark_workbook, needs_marking
from dxmetrics.workbook.own_marks import RED
from dxmetrics.workbook.reading import read_return
from tests.helpers.books import book, saved, with_cells
from tests.helpers.pace import pace, quickest

SAY = words("vi")
LIST = SAY("marking.sheet")
HEAD = SAY("marking.comment_head")
YELLOW = PatternFill("solid", fgColor="FFFFF2CC")
SPARKLINES = (
    '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
    ' uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}">'
    '<x14:sparklineGroups xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:sparklineGroup><x14:sparklines>'
    "<x14:sparkline><xm:f>Bảng!A1:A3</xm:f><xm:sqref>D1</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup>"
    "</x14:sparklineGroups></ext></extLst>"
)


def fault(cell: str, severity: str = "error", sheet: str = "Bảng") -> Finding:
    return Finding(
        "value.not_a_number", severity, sheet, cell, "abc", {"element": "D01", "name": "Tên", "unit": "người"}
    )


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(data: bytes, change: Callable[[str, bytes], bytes], leave_out: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts(data).items():
            if name != leave_out:
                archive.writestr(name, change(name, part))
    return buffer.getvalue()


def rich() -> bytes:
    """A workbook with what programs like to lose: stored values, lists, rules, merges, hidden sheets, sparklines."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Bảng"
    for row in range(1, 4):
        sheet.cell(row, 1, row * 10)
    sheet["A4"] = "=SUM(A1:A3)"
    sheet["B2"] = "abc"
    sheet["B2"].fill, sheet["B2"].number_format = YELLOW, "#,##0"
    sheet["B3"] = "của tôi"
    sheet["B3"].comment = Comment("Xem công văn số 12", "Chị Lan")
    sheet["C5"].comment = Comment("Để yên", "Chị Lan")
    sheet.merge_cells("E5:F7")
    sheet["E5"] = "gộp"
    sheet.column_dimensions["B"].width = 33
    sheet.conditional_formatting.add("A1:A3", CellIsRule(operator="greaterThan", formula=["15"], fill=YELLOW))
    check = DataValidation(type="list", formula1='"Có,Không"')
    check.add("B1:B9")
    sheet.add_data_validation(check)
    sheet.protection.sheet = True
    hidden = made.create_sheet("Ẩn")
    hidden["A1"], hidden.sheet_state = "mật", "hidden"
    sheet.print_title_rows = "1:2"
    made.defined_names["Ten"] = openpyxl.workbook.defined_name.DefinedName("Ten", attr_text="'Bảng'!$A$1")

    def finish(name: str, part: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return part
        text = re.sub(r"(<f>SUM\(A1:A3\)</f>)<v\s*/?>(</v>)?", r"\1<v>60</v>", part.decode())
        return text.replace("</worksheet>", SPARKLINES + "</worksheet>").encode()

    return repacked(saved(made), finish)


def test_faulty_cells_are_red_and_say_what_is_wrong_and_how_to_mend_it() -> None:
    copy = opened(mark_workbook(rich(), [fault("B2"), fault("A1", "warning"), fault("A2", "note")]))
    sheet = copy["Bảng"]
    assert sheet["B2"].fill.fgColor.rgb == RED["error"]
    assert sheet["A1"].fill.fgColor.rgb == RED["warning"]
    assert sheet["A2"].fill.fgColor.rgb not in RED.values() and sheet["A2"].comment is None
    text = sheet["B2"].comment.text
    assert text.startswith(HEAD)
    assert SAY("value.not_a_number.remedy", **fault("B2").params, found="abc") in text
    assert sheet["B2"].number_format == "#,##0"


def test_what_is_not_marked_stays_as_it_was_to_the_byte() -> None:
    before = rich()
    after = mark_workbook(before, [fault("B2"), fault("B3"), fault("H20")])
    old, new = parts(before), parts(after)
    touched = {name for name in old if old[name] != new[name]}
    told = {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
    }
    assert touched - told == {name for name in old if "omment" in name or "legacyDrawing" in name}

    def bare(sheet: bytes) -> str:
        text = re.sub(r'<row r="20"><c r="H20" s="\d+"/></row>', "", sheet.decode())
        return re.sub(
            r'(?<=<c r="B[23]") s="\d+"| (?=t="inlineStr"| s=)|(?<="inlineStr") s="\d+"',
            "",
            text.replace('tabSelected="0"', 'tabSelected="1"'),
        )

    assert bare(new["xl/worksheets/sheet1.xml"]) == bare(old["xl/worksheets/sheet1.xml"])


def test_cells_formulas_and_their_stored_values_stay() -> None:
    before, after = rich(), mark_workbook(rich(), [fault("A4"), fault("B2")])
    old, new = read_workbook(before), read_workbook(after)
    for sheet in old.sheets:
        kept = new.sheet(sheet.name)
        assert (kept.state, kept.merges) == (sheet.state, sheet.merges)
        assert [cell[:10] for cell in kept.cells] == [cell[:10] for cell in sheet.cells]
    assert next(cell for cell in new.sheet("Bảng").cells if cell.ref == "A4").text == "60"


def test_lists_rules_widths_and_names_stay() -> None:
    copy = opened(mark_workbook(rich(), [fault("B2")]))
    sheet = copy["Bảng"]
    assert [str(check.sqref) for check in sheet.data_validations.dataValidation] == ["B1:B9"]
    assert [str(rule.sqref) for rule in sheet.conditional_formatting] == ["A1:A3"]
    assert sheet.column_dimensions["B"].width == 33
    assert (sheet.protection.sheet, sheet.print_title_rows) == (True, "$1:$2")
    assert copy.defined_names["Ten"].attr_text == "'Bảng'!$A$1"


def test_the_sender_s_own_comments_stay() -> None:
    sheet = opened(mark_workbook(rich(), [fault("B3")]))["Bảng"]
    assert sheet["C5"].comment.text == "Để yên"
    assert sheet["B3"].comment.text.startswith("Xem công văn số 12")
    assert HEAD in sheet["B3"].comment.text


def test_our_sheet_is_first_open_and_alone_selected() -> None:
    copy = opened(mark_workbook(rich(), [fault("B2")]))
    assert copy.sheetnames == [LIST, "Bảng", "Ẩn"]
    assert copy.active.title == LIST
    assert [sheet.title for sheet in copy if sheet.sheet_view.tabSelected] == [LIST]
    assert copy["Ẩn"].sheet_state == "hidden"


def test_the_list_links_to_each_cell_and_counts_what_one_remedy_mends() -> None:
    found = [fault("B2"), fault("B3"), fault("", "note"), Finding("form.not_a_return", "error")]
    sheet = opened(mark_workbook(rich(), found))[LIST]
    links = {cell.value: cell.hyperlink.location for row in sheet for cell in row if cell.hyperlink}
    assert links["'Bảng'!B2"] == "'Bảng'!B2"
    assert links["'Bảng'"] == "'Bảng'!A1"
    texts = [str(cell.value) for row in sheet for cell in row if cell.value]
    assert any(text.startswith(f"{SAY('severity.error')} · 2 ") for text in texts)
    assert SAY("marking.whole_file") in texts
    assert sum(text in ("1", "2", "3", "4") for text in texts) == 4


def test_a_covered_cell_is_marked_where_its_merge_shows() -> None:
    sheet = opened(mark_workbook(rich(), [fault("F6")]))["Bảng"]
    assert sheet["E5"].fill.fgColor.rgb == RED["error"]
    assert sheet["E5"].comment.text.startswith(HEAD)


def test_a_cell_the_file_leaves_out_is_made() -> None:
    data = mark_workbook(rich(), [fault("D2"), fault("Z90"), fault("A90")])
    sheet = opened(data)["Bảng"]
    assert {sheet[ref].fill.fgColor.rgb for ref in ("D2", "Z90", "A90")} == {RED["error"]}
    rows = [int(row) for row in re.findall(rb'<row[^>]* r="(\d+)"', parts(data)["xl/worksheets/sheet1.xml"])]
    assert rows == sorted(rows)


def test_text_of_a_fault_is_never_a_formula_and_never_breaks_the_file() -> None:
    evil = Finding(
        "value.not_a_number", "error", "Bảng", "B2", "=cmd|'/c calc'!A1<b>&\x00\ufffe_x0041_", fault("B2").params
    )
    sheet = opened(mark_workbook(rich(), [evil]))[LIST]
    cell = next(cell for row in sheet for cell in row if str(cell.value).startswith("=cmd"))
    assert cell.data_type == "s"
    assert "<b>&" in cell.value


def test_marked_again_only_what_is_still_wrong_is_red() -> None:
    once = mark_workbook(rich(), [fault("B2"), fault("B3"), fault("A1")])
    twice = mark_workbook(once, [fault("A1")])
    copy = opened(twice)
    sheet = copy["Bảng"]
    assert copy.sheetnames == [LIST, "Bảng", "Ẩn"]
    assert sheet["A1"].fill.fgColor.rgb == RED["error"] and sheet["A1"].comment.text.count(HEAD) == 1
    assert (sheet["B2"].fill.fgColor.rgb, sheet["B2"].comment) == (YELLOW.fgColor.rgb, None)
    assert sheet["B3"].fill.fill_type is None
    assert sheet["B3"].comment.text.strip() == "Xem công văn số 12"
    assert sheet.print_title_rows == "$1:$2"
    clean = opened(mark_workbook(twice, []))["Bảng"]
    assert clean["A1"].fill.fill_type is None and clean["A1"].comment is None


def test_marked_in_one_language_then_in_the_other_leaves_one_list() -> None:
    twice = mark_workbook(mark_workbook(rich(), [fault("B2")], "en"), [fault("B2")], "vi")
    copy = opened(twice)
    assert copy.sheetnames == [LIST, "Bảng", "Ẩn"]
    assert words("en")("marking.comment_head") not in copy["Bảng"]["B2"].comment.text


def test_prefixed_and_strict_parts_are_marked_too() -> None:
    def prefixed(name: str, part: bytes) -> bytes:
        if not name.startswith("xl/worksheets/sheet"):
            return part
        text = re.sub(r"<(/?)([A-Za-z]+)(?=[\s/>])", r"<\1x:\2", part.decode().replace(SPARKLINES, ""))
        return text.replace("xmlns=", "xmlns:x=").encode()

    def strict(_: str, part: bytes) -> bytes:
        for ours, theirs in (
            (
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            ),
            (
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            ),
        ):
            part = part.replace(ours, theirs)
        return part

    for change in (prefixed, strict):
        data = repacked(rich(), change)
        marked = mark_workbook(data, [fault("B2"), fault("D2"), fault("H20")])
        old, new = read_workbook(data), read_workbook(marked)
        assert [cell.text for cell in new.sheet("Bảng").cells] == [cell.text for cell in old.sheet("Bảng").cells]
        assert new.sheets[0].name == LIST
        again = mark_workbook(marked, [fault("B2")])
        assert [sheet.name for sheet in read_workbook(again).sheets] == [LIST, "Bảng", "Ẩn"]
    assert b'<x:c r="D2"' in parts(mark_workbook(repacked(rich(), prefixed), [fault("D2")]))["xl/worksheets/sheet1.xml"]


def test_a_workbook_without_styles_is_marked() -> None:
    def without(name: str, part: bytes) -> bytes:
        if name == "xl/_rels/workbook.xml.rels":
            return re.sub(rb"<Relationship [^>]*styles[^>]*/>", b"", part)
        return re.sub(rb' s="\d+"', b"", part) if "worksheets/sheet" in name else part

    plain = repacked(book(Bảng="1 | 2\n3 | abc"), without, leave_out="xl/styles.xml")
    sheet = opened(mark_workbook(plain, [fault("B2")]))["Bảng"]
    assert sheet["B2"].fill.fgColor.rgb == RED["error"]


def test_a_file_refused_as_a_whole_has_no_marked_copy(catalog: Catalog) -> None:
    data = b"%PDF-1.7"
    found = read_return(data, catalog).findings
    assert not needs_marking(found)
    with pytest.raises(Refused) as refused:
        mark_workbook(data, found)
    assert refused.value.finding.code == "file.pdf"
    with pytest.raises(Refused):
        mark_workbook(data, [])


def test_only_faults_and_questions_need_a_marked_copy() -> None:
    assert needs_marking([fault("A1", "warning")])
    assert not needs_marking([fault("A1", "note")])
    assert not needs_marking([])


@pytest.fixture(scope="module")
def faulty_return(catalog: Catalog, district_return: bytes) -> bytes:
    """A district's return with ten figures nobody can count."""
    figures = [value for value in read_return(district_return, catalog).values if value.sheet == "Biểu 1"]
    return with_cells(district_return, {(value.sheet, value.cell): "khoảng 20" for value in figures[:10]})


def findings_of(data: bytes, catalog: Catalog) -> list[Finding]:
    draft = read_return(data, catalog)
    return [*draft.findings, *check_rules(draft, catalog)]


def test_the_marked_return_reads_as_the_return_did(catalog: Catalog, faulty_return: bytes) -> None:
    found = findings_of(faulty_return, catalog)
    marked = mark_workbook(faulty_return, found)
    assert len(found) >= 9
    assert findings_of(marked, catalog) == found
    assert read_return(marked, catalog).values == read_return(faulty_return, catalog).values


def test_mended_in_the_marked_copy_only_what_is_still_wrong_is_raised(catalog: Catalog, faulty_return: bytes) -> None:
    found = findings_of(faulty_return, catalog)
    wrong = [item for item in found if item.code == "value.approximate"]
    mended = with_cells(mark_workbook(faulty_return, found), {(item.sheet, item.cell): 12 for item in wrong[1:]})
    left = [item for item in findings_of(mended, catalog) if item.severity == "error"]
    assert [(item.sheet, item.cell) for item in left if item.code == "value.approximate"] == [
        (wrong[0].sheet, wrong[0].cell)
    ]
    again = opened(mark_workbook(mended, left))[wrong[0].sheet]
    red = [cell.coordinate for row in again for cell in row if cell.fill.fgColor.rgb in RED.values()]
    assert set(red) == {item.cell for item in left if item.sheet == wrong[0].sheet}


def test_marking_takes_less_than_the_third_of_a_second(catalog: Catalog, faulty_return: bytes) -> None:
    found = findings_of(faulty_return, catalog)
    mark_workbook(faulty_return, found)
    assert quickest(lambda: mark_workbook(faulty_return, found)) < 0.3 * pace()


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_its_save_still_knows_our_marks(
    catalog: Catalog, faulty_return: bytes, tmp_path: Path
) -> None:
    found = findings_of(faulty_return, catalog)
    (tmp_path / "tra_lai.xlsx").write_bytes(mark_workbook(faulty_return, found))
    out = tmp_path / "luu"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        "--headless",
        profile,
        "--convert-to",
        "xlsx",
        "--outdir",
        str(out),
        str(tmp_path / "tra_lai.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    data = (out / "tra_lai.xlsx").read_bytes()
    copy = opened(data)
    assert copy.sheetnames[0] == LIST
    assert all(copy[item.sheet][item.cell].comment.text.startswith(HEAD) for item in found if item.cell)
    assert [(item.code, item.cell) for item in findings_of(data, catalog)] == [(item.code, item.cell) for item in found]
    again = opened(mark_workbook(data, found[:1]))
    assert again.sheetnames == copy.sheetnames
    sheet = again[found[0].sheet]
    red = [cell.coordinate for row in sheet for cell in row if cell.fill.fgColor.rgb in RED.values()]
    noted = [cell.coordinate for row in sheet for cell in row if cell.comment]
    assert red == noted == [found[0].cell]
    plain = opened(faulty_return)[found[0].sheet]
    assert sheet[found[1].cell].fill.fgColor.rgb == plain[found[1].cell].fill.fgColor.rgb
