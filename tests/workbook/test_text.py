"""Text as meant: composed, one Đ, no invisible characters."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from dxmetrics.workbook.text import clean, code_key, one_line


def test_decomposed_becomes_composed() -> None:
    assert clean(unicodedata.normalize("NFD", "Ủy ban nhân dân xã Nghĩa Hiệp")) == "Ủy ban nhân dân xã Nghĩa Hiệp"


def test_look_alikes_of_d() -> None:
    assert clean("15/QÐ-UBND") == clean("15/QƉ-UBND") == "15/QĐ-UBND"


def test_blanks_and_invisible_characters() -> None:
    assert clean("\ufeff Kỳ\u00a0 này\u200b\t") == "Kỳ này"
    assert clean("a \r\n b") == "a\nb"
    assert one_line("Văn bản\nminh chứng") == "Văn bản minh chứng"


def test_control_and_bidi_characters_go() -> None:
    assert clean("ab\u202ecd\x07") == "abcd"


def test_soft_hyphen_stays_for_tcvn3() -> None:
    assert clean("H\u00adng") == "H\u00adng"


def test_codes_keep_their_accents() -> None:
    assert code_key(" P1.Đ ") == code_key("p1.đ") != code_key("P1.d")
    assert code_key("D 71.1") == "d71.1"


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=40))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
