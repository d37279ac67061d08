"""The hidden sheet that says whose workbook this is: form, version, unit, period, sample mark and a checksum.

The checksum covers these words only, never the inputs (returns.md): it tells a copied or altered mark from ours.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from dxmetrics.workbook.layout import SheetShape
from dxmetrics.workbook.model import Sheet
from dxmetrics.workbook.sheet_draft import SheetDraft
from dxmetrics.workbook.template_looks import PLAIN
from dxmetrics.workbook.text import one_line

_KEYS = ("form", "version", "unit", "period", "sample")
_CHECKSUM = "checksum"
_YES, _NO = "yes", "no"


@dataclass(frozen=True)
class Marker:
    """Whose workbook this is. ``unit`` is the stable id, ``period`` its code."""

    form: str
    version: str
    unit: str
    period: str
    sample: bool

    def texts(self) -> dict[str, str]:
        """The mark as written, checksum last."""
        texts = dict(
            zip(_KEYS, (self.form, self.version, self.unit, self.period, _YES if self.sample else _NO), strict=True)
        )
        return {**texts, _CHECKSUM: _checksum(texts)}


def _checksum(texts: dict[str, str]) -> str:
    joined = "\n".join(f"{key}={texts[key]}" for key in _KEYS)
    return hashlib.sha256(joined.encode("utf-8")).hexdigest()[:16]


def marker_sheet(marker: Marker, shape: SheetShape) -> SheetDraft:
    """The hidden sheet, keys in the first column, words in the second."""
    draft = SheetDraft(shape.name, shape.widths(), hidden=True)
    for row, (key, text) in enumerate(marker.texts().items(), 1):
        draft.put(row, 1, key, PLAIN)
        draft.put(row, 2, text, PLAIN)
    return draft


def read_marker(sheet: Sheet | None) -> Marker | None:
    """The mark of a workbook; None when the sheet is lost or what it says was altered."""
    if sheet is None:
        return None
    by_place = {(cell.row, cell.col): one_line(cell.text) for cell in sheet.cells}
    texts = {text: by_place.get((row, 2), "") for (row, col), text in by_place.items() if col == 1}
    if any(key not in texts for key in _KEYS) or texts.get(_CHECKSUM) != _checksum(texts):
        return None
    return Marker(texts["form"], texts["version"], texts["unit"], texts["period"], texts["sample"] == _YES)
