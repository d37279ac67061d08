"""What offices do to single cells: numbers, answers, lists and text spelt otherwise or spoilt."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, datetime

from openpyxl.styles import Font

from dxmetrics.workbook.legacy import encodings
from tests.helpers.mutations_filled import Filled, Mutate

CELLS: dict[str, Mutate] = {}


def cell_mutation(function: Mutate) -> Mutate:
    CELLS[function.__name__] = function
    return function


# Numbers


def _kept_number(name: str, spell: Callable[[int], object], least: int = 0, **looks: object) -> None:
    def mutate(filled: Filled) -> None:
        if key := filled.pick("int", lambda value: value >= least):
            filled.put(key, spell(int(filled.truth[key])), **looks)

    CELLS[name] = mutate


def _lost_number(name: str, spell: Callable[[int], object], least: int = 0, **looks: object) -> None:
    def mutate(filled: Filled) -> None:
        if key := filled.pick("int", lambda value: value >= least):
            filled.put(key, spell(int(filled.truth[key])), **looks)
            filled.lose(key)

    CELLS[name] = mutate


_kept_number("number_as_text", str)
_kept_number("dots_for_thousands", lambda n: f"{n:,}".replace(",", "."), 1000)
_kept_number("nbsp_for_thousands", lambda n: f"{n:,}".replace(",", "\u00a0"), 1000)
_kept_number("thin_space_for_thousands", lambda n: f"{n:,}".replace(",", "\u2009"), 1000)
_kept_number("leading_zero", lambda n: f"0{n}")
_kept_number("blanks_around", lambda n: f" {n}\u00a0\n")
_kept_number("zero_width_inside", lambda n: f"\u200b{n}\ufeff")
_kept_number("decimal_zero", lambda n: f"{n},0")
_kept_number("two_decimals_format", lambda n: n, number_format="0.00")
_kept_number("stored_float", float)
_lost_number("commas_for_thousands", lambda n: f"{n:,}", 1000)
_lost_number("about", lambda n: f"khoảng {n}")
_lost_number("range", lambda n: f"{n}-{n + 2}")
_lost_number("at_least", lambda n: f">= {n}")
_lost_number("plus", lambda n: f"{n}+")
_lost_number("of_a_whole", lambda n: f"{n}/{n + 2}")
_lost_number("turned_into_a_date", lambda n: datetime(2024, 12, 10), number_format="dd/mm/yyyy")
_lost_number("date_format_over_a_count", lambda n: n, 1, number_format="dd/mm/yyyy")
_lost_number("lost_thousands", lambda n: n + 0.5)
_lost_number("percent_format", lambda n: n / 100, number_format="0%")
_lost_number("percent_text", lambda n: f"{n}%")
_lost_number("negative", lambda n: -n, 1)
_lost_number("brackets", lambda n: f"({n})", 1)
_lost_number("dash", lambda n: "-")
_lost_number("nothing_arose", lambda n: "không phát sinh")
_lost_number("letter_for_digit", lambda n: f"{n}O")
_lost_number("full_width_digits", lambda n: "".join(chr(0xFF10 + int(digit)) for digit in str(n)))
_lost_number("power_of_ten", lambda n: f"{n}E3")
_lost_number("words", lambda n: "hai mươi")
_lost_number("two_numbers", lambda n: f"{n} lớp/45 người")
_lost_number("another_scale", lambda n: f"{n} tỷ đồng")
_lost_number("formula_without_value", lambda n: "=SUM(A1:A2)")
_lost_number("formula_like_sum", lambda n: f"{n}+{n}")
_lost_number("error_cell", lambda n: "#REF!", data_type="e")
_lost_number("true_in_a_count", lambda n: True)
_lost_number("ditto_in_a_count", lambda n: "nt")
_lost_number("garbled_text", lambda n: "Chưa có".encode().decode("latin-1"))


@cell_mutation
def unit_behind_a_number(filled: Filled) -> None:
    if key := filled.pick("int"):
        filled.put(key, f"{filled.truth[key]} {filled.catalog.elements[key[1]].unit_vi}")


@cell_mutation
def emptied(filled: Filled) -> None:
    for value_type in ("int", "bool", "text"):
        if key := filled.pick(value_type):
            filled.put(key, None)
            del filled.truth[key]


@cell_mutation
def dots(filled: Filled) -> None:
    if key := filled.pick("int"):
        filled.put(key, "…")
        del filled.truth[key]


# Answers, lists, text


@cell_mutation
def ticks(filled: Filled) -> None:
    if key := filled.pick("bool"):
        filled.put(key, filled.random.choice(("x", "✓", "đã", 1) if filled.truth[key] else ("ko", "K", "chưa", 0)))


@cell_mutation
def ticks_of_a_symbol_font(filled: Filled) -> None:
    if key := filled.pick("bool"):
        filled.put(key, "ü" if filled.truth[key] else "û", font=Font(name="Wingdings"))


@cell_mutation
def boolean_cell(filled: Filled) -> None:
    if key := filled.pick("bool"):
        filled.put(key, filled.truth[key])


@cell_mutation
def no_answer(filled: Filled) -> None:
    if key := filled.pick("bool"):
        filled.put(key, filled.random.choice(("Có/Không", "-", 2, "ü", "đang làm", date(2024, 5, 1))))
        filled.lose(key)


@cell_mutation
def answer_without_accents(filled: Filled) -> None:
    if key := filled.pick("bool"):
        filled.put(key, "CO" if filled.truth[key] else "KHONG")


@cell_mutation
def state_in_capitals(filled: Filled) -> None:
    if key := filled.pick("enum"):
        element = filled.catalog.elements[key[1]]
        item = next(item for item in filled.catalog.enums[element.enum] if item.code == filled.truth[key])
        filled.put(key, item.name_vi.upper())


@cell_mutation
def state_misspelt(filled: Filled) -> None:
    if key := filled.pick("enum"):
        filled.put(key, filled.random.choice(("Hoàn thànhh rồi", "50%", "theo kế hoạch", 5)))
        filled.lose(key)


def _encoded(name: str, font: str) -> Mutate:
    def mutate(filled: Filled) -> None:
        back = {letter: code for code, letter in encodings()[name].letters.items()}
        if key := filled.pick("text", lambda value: all(ord(one) < 128 or one in back for one in value)):
            filled.put(key, "".join(back.get(one, one) for one in filled.truth[key]), font=Font(name=font))

    return mutate


CELLS["tcvn3_font"] = _encoded("tcvn3", ".VnTime")
CELLS["vni_font"] = _encoded("vni_windows", "VNI-Times")


@cell_mutation
def decomposed_text(filled: Filled) -> None:
    if key := filled.pick("text"):
        filled.put(key, unicodedata.normalize("NFD", filled.truth[key]))


@cell_mutation
def garbled_answer(filled: Filled) -> None:
    if key := filled.pick("text"):
        filled.put(key, "Hưng Yên".encode().decode("latin-1"))
        filled.lose(key)


@cell_mutation
def formula_like_text(filled: Filled) -> None:
    if key := filled.pick("text"):
        filled.truth[key] = "+cmd|A1"
        filled.put(key, "+cmd|A1")


@cell_mutation
def document_turned_into_a_date(filled: Filled) -> None:
    if key := filled.pick("ref"):
        filled.put(key, datetime(2024, 12, 10), number_format="dd/mm/yyyy")
        filled.lose(key)
