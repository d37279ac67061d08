"""Measures of an administrative document (Decree 30/2020, Annex I), in centimetres and points."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

import matplotlib
from matplotlib import font_manager
from matplotlib.textpath import TextPath

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


@lru_cache(maxsize=256)
def line_cm(text: str, points: float, *, bold: bool = True) -> float:
    """How long a line of Times is: measured in a bundled type of the same widths, in which marks take no room."""
    bare = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    name = "STIXGeneralBol.ttf" if bold else "STIXGeneral.ttf"
    face = font_manager.FontProperties(fname=str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / name))
    return TextPath((0, 0), bare.translate(_STROKED), size=points, prop=face).get_extents().width / _POINTS_PER_CM
