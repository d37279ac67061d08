"""One cell, one element: what it becomes, with which findings (excel-habits.md E.1-E.3)."""

from datetime import date
from decimal import Decimal

import pytest

from dxmetrics.catalog.model import DataElement, EnumValue
from dxmetrics.workbook.model import Cell
from dxmetrics.workbook.values import Context, Parsed, parse
from dxmetrics.workbook.words import load_words

STATES = (
    EnumValue("task_state", "not_started", "Chưa triển khai", "Not started", ("chưa",)),
    EnumValue("task_state", "in_progress", "Đang triển khai", "In progress", ("đang", "cơ bản hoàn thành")),
    EnumValue("task_state", "not_applicable", "Không áp dụng", "Not applicable", ("KAD",)),
)


def element(value_type: str, unit: str = "", **changes: object) -> DataElement:
    names = {"code": "D01", "parent": "D01", "name_vi": "Biên chế", "name_en": "Posts", "unit_vi": unit, "unit_en": ""}
    place = {"kind": "stock", "section": "I", "group": "", "enum": "", "document": ""}
    flags = {"document_required": False, "personal": False, "na_allowed": False}
    return DataElement(**{**names, **place, **flags, "value_type": value_type, **changes})


INT = element("int", "người")


def cell(text: str, kind: str = "text", **more: object) -> Cell:
    return Cell("Biểu 1", "F10", 10, 6, text, kind, **more)


def number(value: float, **more: object) -> Cell:
    return cell(f"{value:g}", "number", number=value, **more)


def read(found: Cell | None, of: DataElement = INT, above: str = "") -> Parsed:
    return parse(found, of, Context(load_words(), STATES if of.enum else (), above))


def codes(parsed: Parsed) -> list[tuple[str, str]]:
    return [(finding.code, finding.severity) for finding in parsed.findings]


def test_blank_is_missing_and_nothing_else() -> None:
    assert read(None) == read(cell("  ")) == read(cell("\u00a0")) == Parsed("missing")


@pytest.mark.parametrize("kind", ["int", "decimal", "date"])
@pytest.mark.parametrize("text", ["-", "–", "KPS", "không phát sinh", "Không", "chưa có"])
def test_a_word_for_nothing_is_missing_with_a_warning(kind: str, text: str) -> None:
    parsed = read(cell(text), element(kind))
    assert (parsed.state, codes(parsed)) == ("missing", [("value.dash", "warning")])


@pytest.mark.parametrize("text", ["…", "...", "."])
def test_dots_are_a_plain_blank(text: str) -> None:
    assert read(cell(text)) == Parsed("missing")


def test_zero_is_zero() -> None:
    assert read(number(0)).value == 0
    assert read(cell("0")) == Parsed("given", Decimal(0))


def test_not_applicable() -> None:
    assert read(cell("KAD")).state == read(cell(" kad ")).state == "not_applicable"


def test_not_applicable_as_a_state_of_the_list_is_that_state() -> None:
    assert read(cell("Không áp dụng"), element("enum", enum="task_state")).value == "not_applicable"


def test_stored_numbers() -> None:
    assert read(number(12)) == Parsed("given", Decimal(12))
    assert read(number(1234.5), element("decimal")).value == Decimal("1234.5")


def test_a_count_that_is_not_whole_hints_at_the_lost_dot() -> None:
    parsed = read(number(1.5))
    assert codes(parsed) == [("value.not_whole", "error")]
    assert parsed.findings[0].params["thousand"] == "1500"


def test_negative_counts() -> None:
    assert codes(read(number(-5))) == codes(read(cell("(5)"))) == [("value.negative", "error")]


def test_a_day_in_a_count_column_hints_at_the_ratio() -> None:
    parsed = read(cell("10/12/2024", "date", number=45636.0, day=date(2024, 12, 10)))
    assert codes(parsed) == [("value.date_for_number", "error")]
    assert (parsed.findings[0].params["part"], parsed.findings[0].params["whole"]) == ("10", "12")


def test_percent_cells() -> None:
    percent = number(0.98, number_format="0%")
    assert codes(read(percent)) == [("value.percent", "error")]
    assert read(percent, element("decimal", "%")).value == Decimal(98)
    assert codes(read(number(0.98), element("decimal", "%"))) == [("value.percent_scale", "warning")]


def test_text_numbers_say_what_they_became() -> None:
    parsed = read(cell("12 người"))
    assert (parsed.value, codes(parsed)) == (12, [("value.read_as", "note")])
    assert read(cell("98,5"), element("decimal")) == Parsed("given", Decimal("98.5"))


def test_a_fault_loads_nothing() -> None:
    assert read(cell("khoảng 20")).value is None
    assert read(cell("khoảng 20")).state == "missing"


def test_error_cells_and_formulas_without_a_result() -> None:
    assert codes(read(cell("#REF!", "error", formula="=A1"))) == [("value.error_cell", "error")]
    assert codes(read(cell("", "formula", formula="=SUM(A1)"))) == [("value.formula_blank", "error")]
    assert read(cell("", "formula", formula="=SUM(A1)")).findings[0].found == "=SUM(A1)"


BOOL = element("bool", "Có/Không")


@pytest.mark.parametrize(
    "text", ["x", "X", "✓", "✔", "v", "√", "có", "Có", "C", "1", "đã", "rồi", "đạt", "đã phân công", "CO"]
)
def test_yes(text: str) -> None:
    assert read(cell(text), BOOL).value is True


@pytest.mark.parametrize("text", ["không", "ko", "k", "K", "0", "chưa", "chưa có", "không đạt", "chưa phân công"])
def test_no(text: str) -> None:
    assert read(cell(text), BOOL).value is False


def test_yes_of_other_kinds_of_cell() -> None:
    assert read(cell("TRUE", "bool"), BOOL).value is True
    assert read(number(1), BOOL).value is True
    assert read(cell("ü", font="Wingdings"), BOOL).value is True
    assert codes(read(number(2), BOOL)) == codes(read(cell("ü"), BOOL)) == [("value.not_yes_no", "error")]


def test_official_words_need_no_note() -> None:
    assert read(cell("Có"), BOOL).findings == read(cell("không"), BOOL).findings == ()
    assert codes(read(cell("x"), BOOL)) == [("value.read_as", "note")]


def test_a_dash_is_no_answer() -> None:
    assert codes(read(cell("-"), BOOL)) == [("value.dash", "warning")]


LIST = element("enum", enum="task_state")


def test_list_values() -> None:
    assert read(cell("đang triển khai"), LIST) == Parsed("given", "in_progress")
    assert codes(read(cell("đang"), LIST)) == [("value.read_as", "note")]
    assert codes(read(cell("cơ bản hoàn thành"), LIST)) == [("value.hedged", "warning")]
    assert codes(read(cell("không"), LIST)) == [("value.not_in_list", "error")]
    assert read(cell("Đang triên kha"), LIST).findings[0].params["suggestion"] == "Đang triển khai"


TEXT, REF = element("text"), element("ref")


def test_text_is_normalised_but_kept() -> None:
    assert read(cell("  =cmd|x  "), TEXT).value == "=cmd|x"
    assert read(cell("Họ tên:\r\n Nguyễn  Văn A"), TEXT).value == "Họ tên:\nNguyễn Văn A"
    assert read(number(12), TEXT).value == "12"


def test_phone_gets_its_zero_back() -> None:
    parsed = read(number(912345678), element("text", personal=True))
    assert (parsed.value, codes(parsed)) == ("0912345678", [("value.read_as", "note")])


@pytest.mark.parametrize("text", ["nt", "-nt-", "như trên", '"', "//"])
def test_ditto(text: str) -> None:
    assert read(cell(text), TEXT, above="Sở Nội vụ").value == "Sở Nội vụ"
    assert codes(read(cell(text), TEXT)) == [("value.ditto_alone", "error")]
    assert read(cell(text), INT, above="12").value is None


def test_documents() -> None:
    assert read(cell("Số: 15 /QÐ-UBND ngày 12/5/2024"), REF).value == "Số: 15 /QĐ-UBND ngày 12/5/2024"
    assert (read(cell("không"), REF).state, codes(read(cell("không"), REF))) == (
        "missing",
        [("value.no_document", "note")],
    )
    day = cell("10/12/2024", "date", number=45636.0, day=date(2024, 12, 10))
    assert codes(read(day, REF)) == [("value.date_for_document", "error")]


DAY = element("date")


def test_days() -> None:
    assert read(cell("10/4/2024"), DAY).value == date(2024, 4, 10)
    assert read(cell("10/04/2024", "date", day=date(2024, 4, 10)), DAY).value == date(2024, 4, 10)
    assert read(number(45392), DAY).value == date(2024, 4, 10)
    assert codes(read(cell("4/2024"), DAY)) == [("value.day_missing", "error")]
