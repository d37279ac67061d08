"""Comparing Vietnamese names as people write them: any accents, tone placement, case, y or i, Đ or D.

``key`` is for matching only; what is shown is always the official spelling.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches

_D = str.maketrans({"Đ": "d", "đ": "d", "Ð": "d", "ð": "d", "Ɖ": "d", "ɖ": "d"})
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_Y_AFTER_CONSONANT = re.compile(r"(?<=[bcdghklmnpqrstvx])y|(?<=qu)y")
_PREFIX = re.compile(
    r"^(uy ban nhan dan|uy ban|ubnd|thi tran|thanh pho|thi xa|phuong|huyen|xa|tt|tp|tx|t p|t x|ttr|x|p|h)\s+(?=\S)"
)


def plain(text: str) -> str:
    """Lower case without accents, words separated by one blank: ``Xã  Nghĩa Hiệp`` → ``xa nghia hiep``."""
    decomposed = unicodedata.normalize("NFD", text.translate(_D).casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _NOT_WORD.sub(" ", bare).strip()


def key(text: str) -> str:
    """The squeezed key two spellings share: accents, case, blanks, punctuation dropped, y after a consonant (qu is one) as i."""
    return _Y_AFTER_CONSONANT.sub("i", plain(text)).replace(" ", "")


def bare_key(text: str) -> str:
    """The key of a unit's name without its kind: ``UBND xã Nghĩa Hiệp``, ``X. Nghĩa Hiệp`` and ``Nghĩa Hiệp`` agree."""
    name = plain(text)
    while (shorter := _PREFIX.sub("", name)) != name:
        name = shorter
    return _Y_AFTER_CONSONANT.sub("i", name).replace(" ", "")


def did_you_mean(word: str, known: list[str]) -> str:
    """A clause to end a message with; empty when nothing is near."""
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else ""
