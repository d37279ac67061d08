"""One worksheet part → cells by a strict grammar instead of an XML parser: sheets as programs plainly write them.

A reader that guesses would lose cells, so every byte is proved: between ``<sheetData>`` and ``</sheetData>`` all must
match the grammar below, and what is around it goes through expat like any other part. Whatever is written otherwise
(hidden rows, unknown attributes, rich text, comments, character references …) gives None: expat reads that sheet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter

from dxmetrics.workbook.cell_maker import TRUE, CellMaker, Shared
from dxmetrics.workbook.guard import Refused
from dxmetrics.workbook.model import Cell, Range, column_number
from dxmetrics.workbook.plain_xml import KEEP_BLANKS, TEXT, as_text, declares_utf8, decoded, is_plain
from dxmetrics.workbook.sheet_frame import MARK, read_frame
from dxmetrics.workbook.strings_xml import unescape

_OPEN, _CLOSE, _NAME = b"<sheetData>", b"</sheetData>", b"<sheetData"
_FLAG = "(?:false|true|0|1)"
_FORMULA = (
    f'<f(?: t="shared")?(?: aca="{_FLAG}")?(?: ref="[A-Z0-9:]{{1,24}}+")?(?: ca="{_FLAG}")?(?: si="[0-9]{{1,9}}+")?'
    f"(?:>{TEXT}*+</f>|/>)"
)


def _place(take: str) -> str:
    """The head of a cell; ``take`` begins its pieces: ``(`` to have them, ``(?:`` to prove them only."""
    return (
        f'<c r="{take}[A-Z]{{1,3}}+){take}[0-9]{{1,7}}+)"'
        f'(?: s="{take}[0-9]{{1,9}}+)")?+(?: t="{take}[A-Za-z]{{1,9}}+)")?+'
    )


def _content(take: str) -> str:
    text = f"{KEEP_BLANKS}>{take}{TEXT}*+)"
    return f"{take}{_FORMULA})?+(?:<v{text}</v>|<is><t{text}</t></is>)?+</c>"


_ROWS = re.compile(
    f'(?:<row r="[0-9]{{1,7}}+"[^<>/]*+(?:/>|>(?:{_place("(?:")}(?: ?/>|>{_content("(?:")}))*+</row>))*+'
)
_FILLED = re.compile(f"{_place('(')}>(?!</c>){_content('(')}")
_ROW = re.compile(r'<row r="[0-9]++"([^<>/]*+)')
_ATTRIBUTE = re.compile(r' ([a-zA-Z0-9:]++)="([!#-%\x27-;=?-~]*+)"')
_PREFIXED = "x14ac:dyDescent"
_ATTRIBUTES = {"spans", "s", "customFormat", "ht", "hidden", "customHeight", "outlineLevel", "collapsed", "thickTop"}
_ATTRIBUTES |= {"thickBot", "ph", _PREFIXED}
_LONGEST = 300

Pieces = tuple[str, str, str, str, str, str, str]
"""Of one cell as written, empty where it has none: letters, row, style, type, formula's element, value, inline text."""


def plain_cells(data: bytes, name: str, shared: Shared) -> tuple[list[Cell], Sequence[Range]] | None:
    """The cells in the order of rows and columns, and the merges; None for a sheet that expat must read."""
    head, _, rest = data.partition(_OPEN)
    body, closed, tail = rest.partition(_CLOSE)
    if not closed or data.count(_NAME) != 1 or MARK in data or not declares_utf8(data):
        return None
    text = as_text(body)
    if text is None or not _ROWS.fullmatch(text) or not is_plain(text):
        return None
    rows = set(_ROW.findall(text))
    prefixed = any(_PREFIXED in row for row in rows)
    frame = read_frame(head, tail, f'{_PREFIXED}=""'.encode() if prefixed else b"")
    if frame is None or not all(map(_is_plain_row, rows)):
        return None
    found = _FILLED.findall(text)
    cells = _cells(found, CellMaker(name, shared, frame.hidden_columns), shared)
    return None if cells is None or not _spend(cells, shared) else (cells, frame.merges)


def _is_plain_row(attributes: str) -> bool:
    """Whether a row's attributes are known ones, each once, and do not hide it."""
    return len(attributes) <= _LONGEST and _is_known_row(attributes)


@lru_cache(maxsize=1024)
def _is_known_row(attributes: str) -> bool:
    pairs = _ATTRIBUTE.findall(attributes)
    values = dict(pairs)
    whole = "".join(f' {name}="{value}"' for name, value in pairs) == attributes
    return whole and len(values) == len(pairs) and _ATTRIBUTES.issuperset(values) and values.get("hidden") not in TRUE


def _cells(found: list[Pieces], maker: CellMaker, shared: Shared) -> list[Cell] | None:
    """The cells, sorted; None when one of them points to a text the file does not have."""
    cells: list[Cell] = []
    make, columns = maker.make, shared.columns
    before, in_order = 0, True
    try:
        for letters, digits, style, kind, formula, value, inline in found:
            row, col = int(digits), columns.get(letters) or columns.setdefault(letters, column_number(letters))
            place = row << 15 | col
            in_order, before = in_order and before <= place, place
            if formula or inline or "&" in value:
                written = "=" + decoded(formula[formula.index(">") + 1 : -len("</f>")]) if formula else None
                own = (unescape(decoded(inline)), "") if inline else None
                cell = make(letters + digits, row, col, kind or "n", style, decoded(value), written, own)
            else:
                cell = make(letters + digits, row, col, kind or "n", style, value, None, None)
            if cell is not None:
                cells.append(cell)
    except Refused:
        return None
    if not in_order:
        cells.sort(key=itemgetter(2, 3))
    return cells


def _spend(cells: list[Cell], shared: Shared) -> bool:
    """Count cells and text; where they are too many, the other reader says so."""
    budget = shared.budget
    length = sum([len(cell.text) for cell in cells])
    if len(cells) > budget.limits.filled_cells or not budget.has_text(length):
        return False
    budget.spend_text(length)
    return True
