"""Text of old fonts becomes Unicode only when it can be nothing else."""

import pytest

from dxmetrics.workbook.legacy import decode, decode_sheet, is_garbled
from dxmetrics.workbook.model import Cell, Sheet


@pytest.mark.parametrize(
    ("text", "font", "read"),
    [
        ("Uû ban nh©n d©n tØnh H\u00adng Yªn", ".VnTime", "Uỷ ban nhân dân tỉnh Hưng Yên"),
        ("Uû ban nh©n d©n tØnh H\u00adng Yªn", "", "Uỷ ban nhân dân tỉnh Hưng Yên"),
        ("tØnh h\u00adng yªn", ".VnTimeH", "TỈNH HƯNG YÊN"),
        ("cã", ".VnArial", "có"),
        ("Xin chaøo caùc baïn", "VNI-Times", "Xin chào các bạn"),
        ("Xin chaøo caùc baïn", "", "Xin chào các bạn"),
        ("Kh«ng", "", "Không"),
        ("®·", "", "đã"),
    ],
)
def test_decoded(text: str, font: str, read: str) -> None:
    assert decode(text, font) == read


@pytest.mark.parametrize(
    "text",
    [
        "cã",
        "Có",
        "ÂN THI",
        "m²",
        "20°C",
        "«Zalo»",
        "Microsoft®",
        "Sở · Ngành",
        "café",
        "naïve",
        "Müller",
        "½",
        "© 2024",
    ],
)
def test_left_alone(text: str) -> None:
    assert decode(text, "Times New Roman") == text


def test_unicode_in_an_old_font_is_unicode() -> None:
    assert decode("Hưng Yên", ".VnTime") == "Hưng Yên"


def test_a_sheet_says_which_cells_were_decoded() -> None:
    cells = [Cell("S", "A1", 1, 1, "cã", "text", font=".VnTime"), Cell("S", "A2", 2, 1, "Kh«ng", "text")]
    decoded = decode_sheet(Sheet("S", "visible", (*cells, Cell("S", "A3", 3, 1, "Có", "text"))))
    assert [cell.text for cell in decoded.sheet.cells] == ["có", "Không", "Có"]
    assert [[cell.ref for cell in found] for found in (decoded.by_font, decoded.by_look)] == [["A1"], ["A2"]]


@pytest.mark.parametrize("text", ["Hưng Yên", "Có", "Không có"])
def test_garbled_text_is_told_from_whole(text: str) -> None:
    assert is_garbled(text.encode().decode("latin-1")) and not is_garbled(text)
