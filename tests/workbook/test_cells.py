"""The reader sees what a person sees; each case is the XML some program really writes."""

import io
import zipfile
from datetime import date

import pytest

from dxmetrics.workbook.cells import read_workbook
from dxmetrics.workbook.model import Cell, Sheet
from tests.helpers.books import book

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def package(sheet: str, *, strings: str = "", styles: str = "", properties: str = "", strict: bool = False) -> bytes:
    """A workbook of one sheet ``S`` from the inner XML of its parts."""
    main, office = (STRICT, STRICT_OFFICE) if strict else (MAIN, OFFICE)
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{office}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}">{properties}<sheets>'
        '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{office}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
        f'<Relationship Id="r3" Type="{office}/styles" Target="styles.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}">{sheet}</worksheet>',
    }
    if strings:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{strings}</sst>'
    if styles:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{main}">{styles}</styleSheet>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return buffer.getvalue()


def read(sheet: str, **parts: object) -> Sheet:
    return read_workbook(package(sheet, **parts)).sheets[0]


def one(cell: str, **parts: object) -> Cell:
    return read(f"<sheetData><row r='1'>{cell}</row></sheetData>", **parts).cells[0]


STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="[$-42A]dd/mm/yyyy;@"/>'
    '<numFmt numFmtId="165" formatCode="0.0%"/><numFmt numFmtId="166" formatCode="#,##0 &quot;day&quot;"/></numFmts>'
    '<fonts><font><name val="Times New Roman"/></font><font><name val=".VnTime"/></font></fonts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="164" fontId="0"/>'
    '<xf numFmtId="165" fontId="0"/><xf numFmtId="166" fontId="1"/><xf numFmtId="14" fontId="0"/></cellXfs>'
)


def test_shared_rich_and_phonetic_strings() -> None:
    strings = (
        "<si><t>Hưng Yên</t></si>"
        "<si><r><rPr><rFont val='.VnTime'/></rPr><t>15/</t></r><r><t xml:space='preserve'>QĐ </t></r>"
        "<rPh sb='0' eb='1'><t>đọc</t></rPh></si><si><t>a_x000D_b</t></si>"
    )
    row = "".join(f'<c r="{col}1" t="s"><v>{index}</v></c>' for index, col in enumerate("ABC"))
    cells = read(f"<sheetData><row r='1'>{row}</row></sheetData>", strings=strings).cells
    assert [cell.text for cell in cells] == ["Hưng Yên", "15/QĐ ", "a\rb"]
    assert cells[1].font == ".VnTime"


def test_inline_strings_and_formula_strings() -> None:
    assert one('<c r="A1" t="inlineStr"><is><r><t>có </t></r><r><t>dấu</t></r></is></c>').text == "có dấu"
    cell = one('<c r="A1" t="str"><f>B1&amp;"x"</f><v>12x</v></c>')
    assert (cell.text, cell.kind, cell.formula) == ("12x", "text", '=B1&"x"')


def test_text_is_verbatim_not_normalised() -> None:
    decomposed = "Hu\u031bng Ye\u0302n"
    assert one(f'<c r="A1" t="inlineStr"><is><t>{decomposed}</t></is></c>').text == decomposed


def test_booleans_and_errors() -> None:
    assert one('<c r="A1" t="b"><v>1</v></c>')[4:6] == ("TRUE", "bool")
    assert one('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>')[4:6] == ("#DIV/0!", "error")


@pytest.mark.parametrize(
    "cell", ["<f>SUM(B1:B3)</f>", "<f>IF(B1=1,1,&quot;&quot;)</f><v></v>", '<f t="shared" si="0"/>']
)
def test_formula_without_a_result_is_told(cell: str) -> None:
    found = one(f'<c r="A1">{cell}</c>')
    assert (found.kind, found.text) == ("formula", "")
    assert found.formula.startswith("=")


def test_numbers_as_seen() -> None:
    raw = {"12": "12", "1.5": "1.5", "0.30000000000000004": "0.3", "1E3": "1000", "1.2E-5": "0.000012", "-7": "-7"}
    for stored, shown in raw.items():
        cell = one(f'<c r="A1"><v>{stored}</v></c>')
        assert (cell.text, cell.kind, cell.number) == (shown, "number", float(stored))


def test_bad_literals_are_text_not_a_refusal() -> None:
    for literal in ("NaN", "INF", "1_000", "x"):
        assert one(f'<c r="A1"><v>{literal}</v></c>').kind == "text"


def test_dates_by_number_format() -> None:
    for style in ("1", "4"):
        cell = one(f'<c r="A1" s="{style}"><v>45392</v></c>', styles=STYLES)
        assert (cell.kind, cell.day, cell.text) == ("date", date(2024, 4, 10), "10/04/2024")


def test_1904_dates() -> None:
    cell = one('<c r="A1" s="1"><v>43930</v></c>', styles=STYLES, properties='<workbookPr date1904="1"/>')
    assert cell.day == date(2024, 4, 10)


def test_a_word_in_a_number_format_is_no_date() -> None:
    cell = one('<c r="A1" s="3"><v>12</v></c>', styles=STYLES)
    assert (cell.kind, cell.font) == ("number", ".VnTime")


def test_percent_format() -> None:
    cell = one('<c r="A1" s="2"><v>0.985</v></c>', styles=STYLES)
    assert (cell.text, cell.is_percent, cell.number) == ("98.5%", True, 0.985)


def test_lost_styles_part() -> None:
    assert one('<c r="A1" s="7"><v>45392</v></c>').kind == "number"


def test_strict_flavour() -> None:
    cell = one('<c r="A1" t="inlineStr"><is><t>Có</t></is></c>', strict=True)
    assert cell.text == "Có"
    assert one('<c r="A1" t="d"><v>2024-04-10T00:00:00</v></c>', strict=True).day == date(2024, 4, 10)


def test_prefixed_namespace() -> None:
    source = zipfile.ZipFile(io.BytesIO(package("<sheetData/>")))
    parts = {info.filename: source.read(info) for info in source.infolist()}
    parts["xl/worksheets/sheet1.xml"] = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="2"><x:c r="B2"><x:v>5</x:v></x:c></x:row></x:sheetData>'
        "</x:worksheet>"
    ).encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name, text in parts.items():
            made.writestr(name, text)
    assert [cell.ref for cell in read_workbook(buffer.getvalue()).sheets[0].cells] == ["B2"]


def test_rows_out_of_order_and_a_too_small_dimension() -> None:
    sheet = read(
        '<dimension ref="A1:A1"/><sheetData><row r="9"><c r="C9"><v>3</v></c><c r="A9"><v>1</v></c></row>'
        '<row r="2"><c r="B2"><v>2</v></c></row></sheetData>'
    )
    assert [cell.ref for cell in sheet.cells] == ["B2", "A9", "C9"]


def test_cells_without_references() -> None:
    sheet = read("<sheetData><row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c><v>4</v></c></row></sheetData>")
    assert [cell.ref for cell in sheet.cells] == ["A1", "C1", "A2"]


def test_hidden_rows_columns_and_merges() -> None:
    sheet = read(
        '<cols><col min="2" max="3" hidden="1"/></cols><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c>'
        '</row><row r="2" hidden="1"><c r="A2"><v>3</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:C2"/></mergeCells>'
    )
    assert [cell.hidden for cell in sheet.cells] == [False, True, True]
    assert sheet.merges == ((1, 1, 2, 3),)


def test_reads_what_openpyxl_writes() -> None:
    sheet = read_workbook(
        book(Biểu_1="| Mã | Kỳ này |\n| D01 | 12 |\n| D02 | 98% |\n| D03 | 2024-12-10 |\n| D04 | =A1 |")
    ).sheets[0]
    assert [(cell.ref, cell.text, cell.kind) for cell in sheet.cells if cell.col == 2] == [
        ("B1", "Kỳ này", "text"),
        ("B2", "12", "number"),
        ("B3", "98%", "number"),
        ("B4", "10/12/2024", "date"),
        ("B5", "", "formula"),
    ]
