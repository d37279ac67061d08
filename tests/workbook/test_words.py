"""The vocabulary: comparing by key, signs as they stand."""

import pytest

from dxmetrics.workbook.words import WordSet, load_words, word_key


def test_words_by_key_and_signs_as_they_stand() -> None:
    words = WordSet(["Có", "✓", "-"])
    assert "CO" in words and " có " in words and "✓" in words and "-" in words
    assert "–" not in words and "" not in words


@pytest.mark.parametrize("text", ["Tổng cộng", "TỔNG SỐ:", "Tổng cộng toàn huyện", "Cộng"])
def test_totals(text: str) -> None:
    assert load_words().totals.starts(text)


@pytest.mark.parametrize("text", ["Xã Tống Trân", "Tổ công nghệ số", "Xã Cộng Hòa 2", "Số người"])
def test_no_totals(text: str) -> None:
    assert not load_words().totals.starts(text)


def test_a_long_text_is_its_own_key() -> None:
    assert word_key("Á" * 300) == "Á" * 300


def test_yes_and_no_share_no_word() -> None:
    words = load_words()
    assert not [
        word for word in ("x", "có", "không", "chưa", "1", "0", "k", "c", "v") if word in words.yes and word in words.no
    ]
