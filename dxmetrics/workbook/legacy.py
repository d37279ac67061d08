"""Text typed in the fonts before Unicode (TCVN3 ".VnTime", VNI "VNI-Times") → Unicode, and text garbled on its way.

Told by the font's name, else by the look of the words: only a text that reads as Vietnamese syllables in exactly one
of the two encodings is decoded without its font. Tables: ``legacy_encodings.json`` (excel-habits.md #28, #29, #31).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from dxmetrics.catalog.names import plain
from dxmetrics.workbook.model import Cell, Sheet

_TABLES = Path(__file__).with_name("legacy_encodings.json")
_TCVN3, _VNI = "tcvn3", "vni_windows"
_FONTS = {".vn": _TCVN3, "vni-": _VNI}
_CAPITALS = "h"
"""Fonts of TCVN3 whose name ends so show capitals."""
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
    r"(?:(?:[aeiouy]|ie|oa|oe|oo|ua|ue|uo|uy|uye|ye)(?:ch|ng|nh|[cmnpt])"
    r"|[aeiouy]|a[iouy]|e[ou]|i[aeu]|ieu|oa[ioy]?|oeo?|oi|ua|uay|u[eiou]|uo[iu]|uy[aeu]?|yeu?)"
)
_WORD = re.compile(r"(?:[^\W\d_]|[\xa1-\xbf\xad])+")
_LATIN = 0x100
_LABEL_LENGTH = 200
_GARBLED = re.compile(r"[\xc3-\xc6\xe1\xe2][^\x00-\x7f]")


@dataclass(frozen=True)
class Encoding:
    """One encoding before Unicode: its letters, longest first, and those that no Vietnamese Unicode text has."""

    name: str
    letters: Mapping[str, str]
    pattern: re.Pattern[str]
    telling: re.Pattern[str]

    def decode(self, text: str) -> str:
        """The text in Unicode; what the table lacks stays."""
        return self.pattern.sub(lambda match: self.letters[match[0]], text)


@cache
def encodings() -> dict[str, Encoding]:
    """The encodings by name. OSError when the table is missing."""
    tables = json.loads(_TABLES.read_text(encoding="utf-8"))
    vietnamese = {letter for table in tables.values() for text in table.values() for letter in text}
    return {name: _encoding(name, table, vietnamese) for name, table in tables.items()}


def _encoding(name: str, letters: Mapping[str, str], vietnamese: set[str]) -> Encoding:
    longest_first = sorted(letters, key=len, reverse=True)
    telling = {letter for code in letters for letter in code if ord(letter) > 127} - vietnamese
    return Encoding(
        name,
        letters,
        re.compile("|".join(map(re.escape, longest_first))),
        re.compile("[" + "".join(map(re.escape, sorted(telling))) + "]"),
    )


def decode(text: str, font: str) -> str:
    """The text in Unicode where it is typed in an old font; else the text itself."""
    if text.isascii():
        return text
    # Labels come back in every workbook; a long text does not, and must not fill the memory of a server.
    return _decode_label(text, font) if len(text) <= _LABEL_LENGTH else _decode(text, font)


@lru_cache(maxsize=16_384)
def _decode_label(text: str, font: str) -> str:
    return _decode(text, font)


def _decode(text: str, font: str) -> str:
    if any(ord(letter) >= _LATIN and letter.isalpha() for letter in text):
        return text
    known = next((name for start, name in _FONTS.items() if font.lower().startswith(start)), "")
    if known:
        decoded = encodings()[known].decode(text)
        return decoded.upper() if known == _TCVN3 and font.lower().endswith(_CAPITALS) else decoded
    readings = [encoding.decode(text) for encoding in encodings().values() if _looks_like(text, encoding)]
    return readings[0] if len(readings) == 1 else text


def _looks_like(text: str, encoding: Encoding) -> bool:
    """Some word has a letter that Unicode Vietnamese lacks, and decoded all such words are syllables."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    if not any(len(word) > 1 and encoding.telling.search(word) for word in words):
        return False
    return all(_SYLLABLE.fullmatch(plain(encoding.decode(word))) for word in words)


@dataclass(frozen=True)
class Decoded:
    """A sheet as a person reads it, and the cells that were decoded: by their font, and by their look only."""

    sheet: Sheet
    by_font: tuple[Cell, ...] = ()
    by_look: tuple[Cell, ...] = ()


def decode_sheet(sheet: Sheet) -> Decoded:
    """The sheet with old-font text in Unicode; the very same sheet when it has none."""
    found = {}
    for cell in sheet.cells:
        if not cell.text.isascii() and cell.kind == "text" and (text := decode(cell.text, cell.font)) != cell.text:
            found[cell.row, cell.col] = text
    if not found:
        return Decoded(sheet)
    cells = tuple(
        cell._replace(text=found[cell.row, cell.col]) if (cell.row, cell.col) in found else cell for cell in sheet.cells
    )
    changed = [cell for cell in cells if (cell.row, cell.col) in found]
    by_font = tuple(cell for cell in changed if cell.font.lower().startswith(tuple(_FONTS)))
    by_look = tuple(cell for cell in changed if cell not in by_font)
    return Decoded(replace(sheet, cells=cells), by_font, by_look)


def is_garbled(text: str) -> bool:
    """UTF-8 that some program read as Latin-1: what is shown can't be trusted to be whole (excel-habits.md #31)."""
    if text.isascii() or not _GARBLED.search(text):
        return False
    try:
        return b"".join(map(_byte, text)).decode("utf-8") != text
    except (UnicodeDecodeError, UnicodeEncodeError):
        return False


def _byte(letter: str) -> bytes:
    return bytes((ord(letter),)) if ord(letter) < _LATIN else letter.encode("cp1252")
