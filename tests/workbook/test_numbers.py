"""Numbers in text: every spelling of E.1, and the promise that no number ever changes silently."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxmetrics.workbook.numbers import read_digits, read_number
from dxmetrics.workbook.words import load_words

WORDS = load_words()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", "12"),
        ("01", "1"),
        ("98,5", "98.5"),
        ("0,985", "0.985"),
        ("98.5", "98.5"),
        ("1.234", "1234"),
        ("12.000", "12000"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234.567,89", "1234567.89"),
        ("1 234", "1234"),
        ("1 234 567,5", "1234567.5"),
        ("1234,567", "1234.567"),
        ("0.125", "0.125"),
    ],
)
def test_one_meaning(text: str, value: str) -> None:
    assert read_digits(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["1,234", "12,000", "10.4.2024", "1.23.456", "12.", ",5", "1 2 3", "1,23,456.7", "1.234,567,8"]
)
def test_no_or_two_meanings(text: str) -> None:
    assert read_digits(text) is None


@pytest.mark.parametrize(
    ("text", "value"), [("12 người", 12), ("03 người", 3), ("12 CBCC", 12), ("1.200 người", 1200), ("12người", 12)]
)
def test_one_trailing_unit(text: str, value: int) -> None:
    found = read_number(text, "người", WORDS)
    assert (found.value, found.fault, found.plain) == (value, "", False)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("1,234", "value.two_meanings"),
        ("10/12", "value.ratio"),
        ("10 / 12", "value.ratio"),
        ("3 lớp/45 người", "value.several_numbers"),
        ("khoảng 20", "value.approximate"),
        ("trên 50", "value.approximate"),
        ("không dưới 5", "value.approximate"),
        (">=30", "value.approximate"),
        ("~20", "value.approximate"),
        ("20-25", "value.approximate"),
        ("20+", "value.approximate"),
        ("(5)", "value.negative"),
        ("-5", "value.negative"),
        ("−5", "value.negative"),
        ("O", "value.not_a_number"),
        ("l2", "value.not_a_number"),
        ("1O", "value.other_unit"),
        ("12 lớp", "value.other_unit"),
        ("12 tỷ đồng", "value.other_unit"),
        ("năm người", "value.not_a_number"),
        ("10.4.2024", "value.not_a_number"),
    ],
)
def test_asked_about(text: str, fault: str) -> None:
    assert read_number(text, "người", WORDS).fault == fault


def test_two_meanings_names_both() -> None:
    assert read_number("1,234", "người", WORDS).params == {"thousands": "1234", "decimal": "1,234"}


def test_percent() -> None:
    assert read_number("98,5%", "%", WORDS).percent


def in_vietnamese(value: Decimal, grouped: bool) -> str:
    whole, _, tail = f"{value:,f}".partition(".")
    return (whole.replace(",", ".") if grouped else whole.replace(",", "")) + ("," + tail if tail else "")


NUMBERS = st.decimals(min_value=0, max_value=10**12, allow_nan=False, places=None).map(lambda value: round(value, 4))


@settings(deadline=None, derandomize=True)
@given(NUMBERS, st.integers(0, 4), st.booleans())
def test_written_the_vietnamese_way_reads_back_or_is_asked(value: Decimal, places: int, grouped: bool) -> None:
    value = round(value, places)
    found = read_number(in_vietnamese(value, grouped), "người", WORDS)
    assert found.value == value if not found.fault else found.fault == "value.two_meanings"


@settings(deadline=None, derandomize=True)
@given(st.integers(0, 10**12), st.sampled_from(["{}", "{} người", " {} ", "{:,}"]))
def test_counts_read_back_or_are_asked(value: int, form: str) -> None:
    found = read_number(form.format(value).strip(), "người", WORDS)
    assert found.value == value if not found.fault else found.fault == "value.two_meanings"


@settings(deadline=None, derandomize=True)
@given(st.text(alphabet="0123456789.,/- ()%~ngườikhoảng", max_size=12))
def test_never_a_number_whose_digits_were_not_typed(text: str) -> None:
    found = read_number(text.strip(), "người", WORDS)
    if found.value is not None:
        typed = "".join(char for char in text if char.isdigit())
        assert format(found.value, "f").replace(".", "").lstrip("0") == typed.lstrip("0")
