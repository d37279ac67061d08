"""What one cell becomes for one element (excel-habits.md E.1-E.3)."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal

from dxmetrics.workbook.model import Cell, day_of_serial
from tests.workbook.test_values import BOOL, DAY, INT, LIST, REF, TEXT, cell, element, number

DECIMAL, PERCENT, PHONE = element("decimal"), element("decimal", "%"), element("text", personal=True)
NBSP, THIN = "\u00a0", "\u2009"

# (habit, what stands in the cell, the element it is for, what it becomes, the finding's code)
CELLS: list[tuple[int, Cell, object, object, str]] = [
    (1, cell("98,5"), DECIMAL, Decimal("98.5"), ""),
    (1, cell("98,5%"), PERCENT, Decimal("98.5"), ""),
    (1, cell("0,125"), DECIMAL, Decimal("0.125"), ""),
    (2, cell("1.234"), INT, 1234, "value.read_as"),
    (2, cell("12.000"), INT, 12000, "value.read_as"),
    (3, cell("1.234,5"), DECIMAL, Decimal("1234.5"), "value.read_as"),
    (3, cell("1,234.5"), DECIMAL, Decimal("1234.5"), "value.read_as"),
    (3, cell("1,234"), INT, None, "value.two_meanings"),
    (4, number(1.5), INT, None, "value.not_whole"),
    (5, number(0.98), PERCENT, Decimal("0.98"), "value.percent_scale"),
    (5, number(0.98, number_format="0%"), PERCENT, 98, ""),
    (5, cell("98%"), PERCENT, 98, ""),
    (5, number(0.98, number_format="0%"), INT, None, "value.percent"),
    (6, cell("10/12/2024", "date", number=45636.0, day=date(2024, 12, 10)), INT, None, "value.date_for_number"),
    (6, cell("10/12"), INT, None, "value.ratio"),
    (7, cell("12 người"), INT, 12, "value.read_as"),
    (7, cell("12 CBCC"), INT, 12, "value.read_as"),
    (7, cell("03 lớp"), element("int", "lớp"), 3, "value.read_as"),
    (7, cell("3 lớp/45 người"), INT, None, "value.several_numbers"),
    *(
        (8, cell(text), INT, None, "value.approximate")
        for text in ("khoảng 20", "trên 50", ">=30", "~20", "20-25", "20+")
    ),
    *(
        (9, cell(text), INT, None, "value.dash")
        for text in ("-", "–", "—", "Không", "KPS", "không phát sinh", "chưa có")
    ),
    *((9, cell(text), INT, None, "") for text in ("…", ".")),
    (9, cell("0"), INT, 0, ""),
    (9, cell("x"), INT, None, "value.not_a_number"),
    *((10, cell(text), INT, None, "value.not_a_number") for text in ("O", "l")),
    (10, cell(f"1{NBSP}234"), INT, 1234, "value.read_as"),
    (10, cell(f"1{THIN}234"), INT, 1234, "value.read_as"),
    (11, cell("05"), INT, 5, ""),
    (11, number(912345678), PHONE, "0912345678", "value.read_as"),
    (12, cell("(5)"), INT, None, "value.negative"),
    (12, number(-5), INT, None, "value.negative"),
    (13, cell("", "formula", formula="=SUM(A1)"), INT, None, "value.formula_blank"),
    (13, cell("#REF!", "error", formula="=A1"), INT, None, "value.error_cell"),
    (13, cell("#DIV/0!", "error"), INT, None, "value.error_cell"),
    *(
        (14, cell(text), BOOL, True, "value.read_as")
        for text in ("x", "X", "✓", "✔", "v", "√", "C", "1", "đã", "rồi", "đạt")
    ),
    (14, cell("Có"), BOOL, True, ""),
    (14, cell("đã phân công"), BOOL, True, "value.read_as"),
    (14, cell("ü", font="Wingdings"), BOOL, True, "value.read_as"),
    (14, cell("ü"), BOOL, None, "value.not_yes_no"),
    *((15, cell(text), BOOL, False, "value.read_as") for text in ("ko", "k", "K", "0", "chưa", "chưa có", "không đạt")),
    (15, cell("không"), BOOL, False, ""),
    (15, cell("chưa phân công"), BOOL, False, "value.read_as"),
    (17, cell(" "), BOOL, None, ""),
    (17, cell(" "), INT, None, ""),
    (18, cell("chưa"), LIST, "not_started", "value.read_as"),
    (18, cell("không"), LIST, None, "value.not_in_list"),
    (19, cell("đang"), LIST, "in_progress", "value.read_as"),
    (19, cell("cơ bản hoàn thành"), LIST, "in_progress", "value.hedged"),
    (19, cell("không phát sinh"), LIST, None, "value.not_in_list"),
    (20, cell("như trên"), INT, None, "value.not_a_number"),
    *(
        (21, cell(text), DAY, date(2024, 4, 10), "")
        for text in ("10/04/2024", "10-4-2024", "10.4.2024", "10/4/24", "ngày 10 tháng 4 năm 2024", "ngày 10/4/2024")
    ),
    (23, number(45392), DAY, date(2024, 4, 10), "value.read_as"),
    (23, number(43930, day=day_of_serial(43930, epoch_1904=True).date()), DAY, date(2024, 4, 10), "value.read_as"),
    (24, cell("4/2024"), DAY, None, "value.day_missing"),
    (24, cell("T4/2024"), DAY, None, "value.day_missing"),
    (24, cell("tháng 4/2024"), DAY, None, "value.day_missing"),
    (25, cell("31/11/2024"), DAY, None, "value.no_such_day"),
    (25, cell("29/02/2025"), DAY, None, "value.no_such_day"),
    (26, cell("Số: 15 /QÐ-UBND ngày 12/5/2024"), REF, "Số: 15 /QĐ-UBND ngày 12/5/2024", ""),
    (26, cell("05-QĐ/TU"), REF, "05-QĐ/TU", ""),
    (27, cell(unicodedata.normalize("NFD", "Cán bộ")), TEXT, "Cán bộ", ""),
    (31, cell("Hưng Yên".encode().decode("latin-1")), TEXT, None, "value.garbled"),
    (31, cell("Có".encode().decode("cp1252")), BOOL, None, "value.garbled"),
    (32, cell("Lạc Ðạo, ɖ"), TEXT, "Lạc Đạo, đ", ""),
    (33, cell("\ufeffNguyễn\u200b\u00a0 Văn\tA "), TEXT, "Nguyễn Văn A", ""),
    (58, cell("=cmd|x"), TEXT, "=cmd|x", ""),
]
