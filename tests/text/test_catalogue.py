"""The merged catalogues: filling in, numbers, plurals, and what is missing."""

import pytest

from dxmetrics.text import LANGUAGES, MissingWord, Words, words


def test_fills_in_facts_and_writes_numbers_the_language_s_way() -> None:
    say = Words("vi", {"a.b": "{count} trong {total}"})
    assert say("a.b", count=1234, total=12345.5) == "1.234 trong 12.345,5"
    assert Words("en", {"a.b": "{count}"})("a.b", count=1234) == "1,234"


def test_text_and_codes_stay_as_they_are() -> None:
    assert Words("vi", {"a": "{year} {code}"})("a", year="2024", code="MT1") == "2024 MT1"


def test_picks_the_plural() -> None:
    say = Words("en", {"a": "{count} {count:unit|units}"})
    assert (say("a", count=1), say("a", count=2)) == ("1 unit", "2 units")


def test_a_missing_key_a_missing_fact_and_a_missing_language_raise() -> None:
    say = Words("vi", {"a": "{count}"})
    with pytest.raises(MissingWord, match="no words for 'b'"):
        say("b")
    with pytest.raises(MissingWord, match="'a' needs 'count'"):
        say("a")
    with pytest.raises(MissingWord, match="no catalogue"):
        words("fr")


def test_nested_tables_become_dotted_keys() -> None:
    for language in LANGUAGES:
        assert words(language)("status.achieved")
        assert "achieved" in words(language).table("status")
