"""Text as a person meant it: composed Vietnamese, one Đ, no invisible characters. Matching keys are the catalog's."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Đ is often typed as the Icelandic eth or the African D; they look alike and have no decomposition.
_D = str.maketrans({0xD0: 0x110, 0xF0: 0x111, 0x189: 0x110, 0x256: 0x111})
# The soft hyphen stays: in TCVN3 it is a letter (excel-habits.md #28).
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BLANKS = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_LABEL_LENGTH = 200
_LINES = re.compile(r" ?(?:\r\n|\r|\n) ?")


def clean(text: str) -> str:
    """NFC, one kind of Đ and of blank, no control or bidi characters; line breaks stay."""
    if text.isascii() and text.isalnum():
        return text
    return _short_clean(text) if len(text) <= _LABEL_LENGTH else _clean(text)


def _clean(text: str) -> str:
    composed = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).translate(_D)
    return _LINES.sub("\n", _BLANKS.sub(" ", composed)).strip()


_short_clean = lru_cache(maxsize=16_384)(_clean)


def one_line(text: str) -> str:
    """``clean`` with line breaks as blanks: for labels, codes and words."""
    # Labels come back in every workbook; a long text does not, and must not fill the memory of a server.
    return _short_line(text) if len(text) <= _LABEL_LENGTH else clean(text).replace("\n", " ")


@lru_cache(maxsize=16_384)
def _short_line(text: str) -> str:
    return clean(text).replace("\n", " ")


def code_key(text: str) -> str:
    """A code as typed in Mã, for comparing: no blanks, no case, but accents stay (P1.d and P1.đ are two codes)."""
    return _short_code(text) if len(text) <= _LABEL_LENGTH else _code(text)


def _code(text: str) -> str:
    return one_line(text).replace(" ", "").rstrip(".:").casefold()


_short_code = lru_cache(maxsize=16_384)(_code)
