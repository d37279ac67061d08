"""Number formats and fonts of a workbook's styles: what tells a date and a percentage from a number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from dxmetrics.workbook.guard import Limits, Package
from dxmetrics.workbook.xml_part import Budget, parse, read_part

# Formats without a code in the file (ECMA-376 part 1, 18.8.30); 27-36 and 50-58 are East Asian dates.
_BUILT_IN = {9: "0%", 10: "0.00%", 14: "dd/mm/yyyy", 22: "dd/mm/yyyy hh:mm", 49: "@"}
_BUILT_IN |= dict.fromkeys((*range(15, 18), *range(27, 37), *range(50, 59)), "dd/mm/yyyy")
_BUILT_IN |= dict.fromkeys((18, 19, 20, 21, 45, 46, 47), "hh:mm:ss")
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)


@dataclass
class Styles:
    """Per cell style (the ``s`` of a cell): the number format's code, whether it is a date, and the font's name."""

    formats: list[str] = field(default_factory=list)
    fonts: list[str] = field(default_factory=list)
    dates: list[bool] = field(default_factory=list)

    def of(self, style: str | None) -> tuple[str, bool, str]:
        """Format code, is a date, font; nothing known for a style the file does not hold."""
        index = int(style) if style and style.isdecimal() else 0
        if index >= len(self.formats):
            return "", False, ""
        return self.formats[index], self.dates[index], self.fonts[index]


@lru_cache(maxsize=1024)
def is_date_format(code: str) -> bool:
    """Whether a number in this format shows as a day: ``d`` or ``y`` outside quotes, brackets and escapes."""
    bare = _LITERAL.sub("", code.split(";")[0]).lower()
    return ("d" in bare or "y" in bare) and not _ELAPSED.search(code) and "general" not in bare


def read_styles(package: Package, part: str, budget: Budget) -> Styles:
    """The styles part; an empty Styles when the file has lost it (Google Sheets and libraries do that)."""
    return read_part(package, part, budget, _parsed) if part in package else Styles()


def _parsed(pieces: Iterable[bytes], part: str, limits: Limits) -> Styles:
    reader = _StylesReader()
    starts = {
        "numFmt": reader.number_format,
        "font": reader.font,
        "name": reader.font_name,
        "cellXfs": reader.cell_styles,
        "xf": reader.cell_style,
    }
    parse(pieces, part, starts, {"cellXfs": reader.cell_styles_end}, [], limits)
    return reader.styles


class _StylesReader:
    def __init__(self) -> None:
        self.styles = Styles()
        self._codes = dict(_BUILT_IN)
        self._font_names: list[str] = []
        self._in_cell_styles = False

    def number_format(self, attributes: dict[str, str]) -> None:
        self._codes[_integer(attributes.get("numFmtId"))] = attributes.get("formatCode", "")

    def font(self, _: dict[str, str]) -> None:
        self._font_names.append("")

    def font_name(self, attributes: dict[str, str]) -> None:
        if self._font_names:
            self._font_names[-1] = attributes.get("val", "")

    def cell_styles(self, _: dict[str, str]) -> None:
        self._in_cell_styles = True

    def cell_styles_end(self) -> None:
        self._in_cell_styles = False

    def cell_style(self, attributes: dict[str, str]) -> None:
        if not self._in_cell_styles:
            return
        code = self._codes.get(_integer(attributes.get("numFmtId")), "")
        code = "" if code.lower() == "general" else code
        font = _integer(attributes.get("fontId"))
        self.styles.formats.append(code)
        self.styles.dates.append(is_date_format(code))
        self.styles.fonts.append(self._font_names[font] if 0 <= font < len(self._font_names) else "")


def _integer(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
