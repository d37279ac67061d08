"""Every code that the source can raise has its three sentences in both languages, with the same placeholders."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from dxmetrics.text import words

SOURCE = Path(__file__).parent.parent.parent / "dxmetrics"
CODE = re.compile(r"(file|form|value|rule|na|evidence|history)\.[a-z_0-9]+")
SENTENCES = ("message", "expected", "remedy")


def raised_codes() -> set[str]:
    """All texts in the source that are spelt like a finding's code."""
    codes = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
                codes.add(node.value)
    return codes


def worded_codes(language: str) -> set[str]:
    return {key.rpartition(".")[0] for key in words(language).messages if CODE.match(key) and key.endswith(".remedy")}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_code_has_words_and_each_word_a_code(language: str) -> None:
    assert worded_codes(language) == raised_codes()


@pytest.mark.parametrize("code", sorted(raised_codes()))
def test_three_sentences_with_the_same_placeholders(code: str) -> None:
    for sentence in SENTENCES:
        vietnamese, english = (words(language).messages[f"{code}.{sentence}"] for language in ("vi", "en"))
        assert vietnamese and english
        assert placeholders(vietnamese) == placeholders(english), sentence
