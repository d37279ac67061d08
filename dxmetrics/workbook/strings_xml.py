"""The table of shared strings: plain and rich text joined as a person sees it, phonetic hints left out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import repeat

from dxmetrics.workbook.guard import Package, refuse
from dxmetrics.workbook.plain_xml import KEEP_BLANKS, TEXT, as_text, declares_utf8, decoded, is_plain
from dxmetrics.workbook.xml_part import MAIN, Budget, counted, parse, small_part

_COUNTS = '(?: count="[0-9]{1,9}+")?(?: uniqueCount="[0-9]{1,9}+")?'
_TABLE = re.compile(
    rf'(?:<\?[^<>]*+>[\r\n]*+)?<sst xmlns="{re.escape(MAIN)}"{_COUNTS}>'
    f"(?:<si><t{KEEP_BLANKS}>{TEXT}*+</t></si>)*+</sst>\n?"
)
_TEXT = re.compile("<t[^>]*+>([^<]*+)<")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

SharedString = tuple[str, str]
"""Text and the font of its first rich run, empty where the cell's own font holds."""


def unescape(text: str) -> str:
    """Excel writes control characters as ``_x000D_``."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


class TextReader:
    """Collects the text of one ``<si>`` or ``<is>``: its ``<t>`` elements, those of phonetic runs excepted."""

    def __init__(self, buffer: list[str]) -> None:
        self._buffer = buffer
        self._runs: list[str] = []
        self._font = ""
        self._phonetic = False

    def begin(self, _: dict[str, str]) -> None:
        self._runs, self._font = [], ""

    def text_start(self, _: dict[str, str]) -> None:
        self._buffer.clear()

    def text_end(self) -> None:
        if not self._phonetic:
            self._runs.append("".join(self._buffer))

    def run_font(self, attributes: dict[str, str]) -> None:
        self._font = self._font or attributes.get("val", "")

    def phonetic_start(self, _: dict[str, str]) -> None:
        self._phonetic = True

    def phonetic_end(self) -> None:
        self._phonetic = False

    def take(self) -> SharedString:
        """The finished text."""
        return unescape("".join(self._runs)), self._font

    def starts(self, container: str) -> dict[str, object]:
        return {container: self.begin, "t": self.text_start, "rFont": self.run_font, "rPh": self.phonetic_start}

    def ends(self) -> dict[str, object]:
        return {"t": self.text_end, "rPh": self.phonetic_end}


def read_strings(package: Package, part: str, budget: Budget) -> list[SharedString]:
    """All shared strings by index; an empty list when the file has none. Refused when there are absurdly many."""
    if part not in package:
        return []
    data = small_part(package, part, budget)
    if data is not None and (texts := _plain_strings(data)) and len(texts) <= budget.limits.strings:
        return list(zip(texts, repeat("")))
    return _parsed(counted(package, part, budget) if data is None else (data,), part, budget)


def _parsed(pieces: Iterable[bytes], part: str, budget: Budget) -> list[SharedString]:
    strings: list[SharedString] = []
    buffer: list[str] = []
    reader = TextReader(buffer)

    def finish() -> None:
        strings.append(reader.take())
        if len(strings) > budget.limits.strings:
            raise refuse("file.too_many_cells", limit=budget.limits.filled_cells)

    parse(pieces, part, reader.starts("si"), {**reader.ends(), "si": finish}, buffer, budget.limits)
    return strings


def _plain_strings(data: bytes) -> list[str] | None:
    """The texts of a table that holds plain texts only, every byte of it proved by the pattern; None for any other."""
    text = as_text(data) if declares_utf8(data) else None
    if text is None or not _TABLE.fullmatch(text) or not is_plain(text):
        return None
    texts = _TEXT.findall(text)
    if "&" in text:
        texts = list(map(decoded, texts))
    return list(map(unescape, texts)) if "_x" in text else texts
