"""Measures of an administrative document (Decree 30/2020, Annex I), in centimetres and points."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

import matplotlib
from matplotlib import font_manager

PAGE = (21.0, 29.7)
TOP, BOTTOM, LEFT, RIGHT = 2.0, 2.0, 3.0, 1.8
HEADER = 1.0
BODY, SMALL, NATION, LABEL, LIST = 14, 12, 13, 12, 11
FIRST_LINE, AFTER, SPACING = 1.27, 6, 1.15
_POINTS_PER_CM = 72 / 2.54
_STROKED = str.maketrans({"\u0111": "d", "\u0110": "D"})


def text_width_cm(landscape: bool = False) -> float:
    """The width between the margins."""
    return PAGE[1 if landscape else 0] - LEFT - RIGHT


def balanced(text: str, points: float, room_cm: float) -> list[str]:
    """The text on one line where it fits, else on two as equal as its words allow: no word stands alone."""
    words = text.split()
    if line_cm(text, points) <= room_cm or len(words) < 2:
        return [text]
    splits = [(" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words))]
    return list(min(splits, key=lambda lines: max(line_cm(line, points) for line in lines)))


def line_cm(text: str, points: float, *, bold: bool = True) -> float:
    """How long a line of Times is: measured in a bundled type of the same widths, in which marks take no room."""
    bare = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return sum(_width(char, bold) for char in bare.translate(_STROKED)) * points / _POINTS_PER_CM


@lru_cache(maxsize=1024)
def _width(char: str, bold: bool) -> float:
    """A letter's width as a part of the type's size; half of it for one that the bundled type has not."""
    name = "STIXGeneralBol.ttf" if bold else "STIXGeneral.ttf"
    face = font_manager.get_font(str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / name))
    if not face.get_char_index(ord(char)):
        return 0.5
    face.set_size(100, 72)
    return face.load_char(ord(char)).linearHoriAdvance / 65536 / 100
