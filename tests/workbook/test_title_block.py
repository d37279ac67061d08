"""Unit and quarter as printed, in the ways offices print them."""

import pytest

from dxmetrics.periods import Period
from dxmetrics.workbook.cells import read_workbook
from dxmetrics.workbook.grid import Grid
from dxmetrics.workbook.title_block import read_quarter, read_title
from dxmetrics.workbook.words import load_words
from tests.helpers.books import book

WORDS = load_words()


@pytest.mark.parametrize(
    "text",
    [
        "Quý II/2024 (15/3/2024 – 14/6/2024)",
        "Quý 2/2024",
        "quý II năm 2024",
        "QUÍ 2 NĂM 2024",
        "Q2/2024",
        "2024Q2",
        "báo cáo Quý II-2024",
    ],
)
def test_quarters(text: str) -> None:
    assert read_quarter(text, WORDS) == Period(2024, 2)


@pytest.mark.parametrize("text", ["Quý II", "6 tháng đầu năm 2024", "Quý V/2024", "ngày 2/2024", "năm 2024"])
def test_no_quarter(text: str) -> None:
    assert read_quarter(text, WORDS) is None


@pytest.mark.parametrize(
    "table",
    [
        "| Đơn vị báo cáo: Sở Nội vụ |\n| Kỳ báo cáo: Quý II/2024 |",
        "| Đơn vị báo cáo: | Sở Nội vụ |\n| Kỳ báo cáo | Quý 2 năm 2024 |",
        "| TÊN ĐƠN VỊ: Sở Nội vụ |\n| ĐƠN VỊ TÍNH: người |\n| KỲ BÁO CÁO:  Quý II/2024 |",
    ],
)
def test_title(table: str) -> None:
    grid = Grid(read_workbook(book(S=table)).sheets[0])
    title = read_title([grid], WORDS)
    assert (title.unit_text, title.unit_sheet, title.unit_cell, title.period) == (
        "Sở Nội vụ",
        "S",
        "A1",
        Period(2024, 2),
    )


def test_unit_of_measure_is_no_unit() -> None:
    grid = Grid(read_workbook(book(S="| Đơn vị tính: người |")).sheets[0])
    assert read_title([grid], WORDS).unit_text == ""
