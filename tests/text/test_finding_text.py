"""A finding's three sentences."""

import pytest

from dxmetrics.findings import Finding
from dxmetrics.text import MissingWord, finding_text, words


def test_every_part_is_there_for_a_known_code() -> None:
    code = next(
        key.rpartition(".")[0]
        for key, text in words("vi").messages.items()
        if key.endswith(".remedy")
        and "{" not in text
        and "{" not in words("vi").messages[key.replace(".remedy", ".message")]
        and "{" not in words("vi").messages[key.replace(".remedy", ".expected")]
    )
    texts = finding_text(Finding(code, "error"), "vi")
    assert set(texts) == {"message", "expected", "remedy"}
    assert texts["message"] == words("vi")(f"{code}.message")


def test_an_unknown_code_raises() -> None:
    with pytest.raises(MissingWord):
        finding_text(Finding("no.such_code", "error"), "vi")
