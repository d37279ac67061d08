"""How our own marks are told in a file that comes back: the sheet of faults, the red, a comment's first words."""

from __future__ import annotations

import unicodedata

from dxmetrics.text import LANGUAGES, words

RED = {"error": "FFFF6666", "warning": "FFFFC7CE"}
"""ARGB of a marked cell by severity: black text stays readable on both. Notes are listed, not marked."""


def list_sheet_name(language: str) -> str:
    """The name of the sheet that lists the faults."""
    return words(language)("marking.sheet")


def is_list_sheet(name: str) -> bool:
    """True for our sheet of faults in either language, also where a program has added a number to its name."""
    key = _key(name)
    return any(key.startswith(_key(list_sheet_name(language))) for language in LANGUAGES)


def comment_heads() -> tuple[str, ...]:
    """The first line of our comments in each language: what follows it in a comment is ours."""
    return tuple(words(language)("marking.comment_head") for language in LANGUAGES)


def _key(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip().casefold()
