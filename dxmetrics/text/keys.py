"""Keys for Vietnamese: one to sort by, one to search by without typing diacritics."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Order of the alphabet: a, a-breve, a-circumflex; o, o-circumflex, o-horn. The stroke of d stands apart: Unicode
# doesn't decompose it.
_SHAPES = {"\u0306": 1, "\u0302": 2, "\u031b": 3}
# Order of dictionaries: level, grave, hook, tilde, acute, dot below.
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_D_STROKE = "\u0111"


@lru_cache(maxsize=16384)
def sort_key(text: str) -> tuple[tuple[tuple[str, int], ...], tuple[int, ...]]:
    """The key that puts texts in Vietnamese order: letters first, then tones, upper and lower case alike."""
    letters: list[tuple[str, int]] = []
    tones: list[int] = []
    for char in unicodedata.normalize("NFD", text.casefold()):
        if char in _SHAPES and letters:
            letters[-1] = (letters[-1][0], _SHAPES[char])
        elif char in _TONES and tones:
            tones[-1] = _TONES[char]
        elif not unicodedata.combining(char):
            letters.append(("d", 1) if char == _D_STROKE else (char, 0))
            tones.append(0)
    return tuple(letters), tuple(tones)


@lru_cache(maxsize=16384)
def search_key(text: str) -> str:
    """Lower case, no diacritics, the stroked d as d, single blanks: what a hurried person types."""
    plain = unicodedata.normalize("NFD", text.casefold()).replace(_D_STROKE, "d")
    return " ".join("".join(char for char in plain if not unicodedata.combining(char)).split())


def matches(query: str, texts: Iterable[str]) -> bool:
    """Whether every word of the query stands in at least one of the texts, diacritics aside."""
    hay = " ".join(search_key(text) for text in texts)
    return all(word in hay for word in search_key(query).split())
