"""Marks in one worksheet: faulty cells red, earlier marks taken away, its own selection undone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping

from dxmetrics.findings import Severity
from dxmetrics.workbook.mark_styles import Fill, MarkStyles
from dxmetrics.workbook.model import column_letters, column_number
from dxmetrics.workbook.sheet_areas import parse_range
from dxmetrics.workbook.xml_edit import Element, XmlPart, whole

_REF = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_MERGE = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref=["']([A-Za-z0-9:$]+)["']""")
_AFTER_LEGACY = (
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
"""What follows ``legacyDrawing`` in a worksheet, in the format's order."""
_KEPT = {"sheetData", "sheetView", "col", "legacyDrawing", "AlternateContent", *_AFTER_LEGACY}

Place = tuple[int, int]
"""Row and column, from 1."""


def place_of(ref: str) -> Place | None:
    """F14 → (14, 6); None for anything that is no single cell."""
    match = _REF.fullmatch(ref.upper())
    return (int(match[2]), column_number(match[1])) if match else None


class MarkedSheet:
    """One worksheet open for marking. ``faults`` are its faulty cells with the gravest severity of each."""

    def __init__(self, data: bytes, faults: Mapping[Place, Severity], styles: MarkStyles) -> None:
        self._styles = styles
        self._anchors = _anchors(data, faults)
        gravest_last = sorted(faults.items(), key=lambda fault: fault[1], reverse=True)
        self._faults = {self.anchor(place): severity for place, severity in gravest_last}
        self._rows = {row for row, _ in self._faults}
        self._order, self._at = sorted(self._rows), 0
        self.xml = XmlPart(data, self._keep)

    def anchor(self, place: Place) -> Place:
        """The cell that shows: the first of a merged range, else the cell itself."""
        return self._anchors.get(place, place)

    def mark(self, saved: Mapping[Place, Fill]) -> dict[Place, Fill]:
        """Mark the faulty cells and unmark all others; the fill each faulty cell had, for the way back."""
        found: dict[Place, Fill] = {}
        for place, cell in self._cells():
            if fill := self._restyle(cell, place, whole(cell.attributes.get("s"), 0), saved):
                found[place] = fill[0]
        for place in sorted(self._faults.keys() - found.keys()):
            found[place] = self._insert(place)
        return found

    def deselect(self) -> None:
        """Another sheet opens: two selected sheets would both take what is typed."""
        for view in self.xml.root.all("sheetView"):
            if "tabSelected" in view.attributes:
                view.set["tabSelected"] = "0"

    def legacy_drawing(self) -> str:
        """The relation of the drawing that holds the comments' boxes; empty when there is none."""
        element = self.xml.root.first("legacyDrawing")
        attributes = element.attributes if element else {}
        return next((value for name, value in attributes.items() if name.endswith(" id")), "")

    def add_legacy_drawing(self, relation: str, space: str) -> None:
        """Name the drawing that holds the comments' boxes, at its place in the format's order."""
        text = self.xml.made("legacyDrawing", **{"xmlns:r": space.rstrip("/"), "r:id": relation})
        data = self.xml.root.first("sheetData")
        behind = [item for item in self.xml.root.children if data and item.start > data.start]
        follower = next((item for item in behind if item.name in (*_AFTER_LEGACY, "AlternateContent")), None)
        if follower:
            follower.before += text
        else:
            self.xml.root.inside += text

    def _keep(self, name: str, attributes: dict[str, str]) -> bool:
        if name == "c":
            return self._at in self._rows or self._styles.is_marked(whole(attributes.get("s"), 0))
        return self._keep_row(attributes) if name == "row" else name in _KEPT

    def _keep_row(self, attributes: dict[str, str]) -> bool:
        """Rows of faulty cells, and the row before which a missing one of them would stand; each is told its number."""
        last, self._at = self._at, whole(attributes.get("r"), self._at + 1)
        attributes["r"] = str(self._at)
        if self._at in self._rows:
            return True
        following = bisect_right(self._order, last)
        return following < len(self._order) and self._order[following] < self._at

    def _cells(self) -> Iterator[tuple[Place, Element]]:
        """Kept cells with their places; one without a reference follows the last, as the format allows."""
        data = self.xml.root.first("sheetData")
        for item in data.children if data else ():
            if item.name == "c":
                yield place_of(item.attributes.get("r", "")) or (0, 0), item
                continue
            col = 0
            for cell in item.children:
                place = place_of(cell.attributes.get("r", "")) or (whole(item.attributes["r"], 0), col + 1)
                col = place[1]
                yield place, cell

    def _restyle(self, cell: Element, place: Place, style: int, saved: Mapping[Place, Fill]) -> tuple[Fill] | None:
        """Give the cell the style it should have; its own fill where it is faulty."""
        severity = self._faults.get(place)
        was_marked = self._styles.is_marked(style)
        if not (severity or was_marked):
            return None
        fill = saved.get(place, {}) if was_marked else self._styles.fill_of(style)
        plain = self._styles.plain(style, fill) if was_marked else style
        cell.set["s"] = str(self._styles.marked(plain, severity) if severity else plain)
        return (fill,) if severity else None

    def _insert(self, place: Place) -> Fill:
        """A faulty cell that the file leaves out, in the style of its row or column."""
        row = self._row(place[0])
        style = self._empty_style(row, place[1])
        text = self._cell_xml(place, self._styles.marked(style, self._faults[place]))
        data = self.xml.root.first("sheetData")
        if row is not None:
            self._into_row(row, place, text)
        elif data is not None:
            text = self.xml.made("row", text, r=place[0])
            later = next((item for item in data.children if whole(item.attributes.get("r"), 0) > place[0]), None)
            _put(text, later, data)
        return self._styles.fill_of(style)

    def _into_row(self, row: Element, place: Place, text: str) -> None:
        later = next((cell for cell in row.children if (place_of(cell.attributes.get("r", "")) or place) > place), None)
        _put(text, later, row)
        if "spans" in row.attributes:
            row.set["spans"] = f"1:{max(place[1], whole(row.attributes['spans'].rpartition(':')[2], 1))}"

    def _row(self, number: int) -> Element | None:
        return next((row for row in self.xml.root.all("row") if row.attributes["r"] == str(number)), None)

    def _empty_style(self, row: Element | None, col: int) -> int:
        if row is not None and row.attributes.get("customFormat") in ("1", "true"):
            return whole(row.attributes.get("s"), 0)
        for item in self.xml.root.all("col"):
            if whole(item.attributes.get("min"), 0) <= col <= whole(item.attributes.get("max"), 0):
                return whole(item.attributes.get("style"), 0)
        return 0

    def _cell_xml(self, place: Place, style: int) -> str:
        return self.xml.made("c", r=f"{column_letters(place[1])}{place[0]}", s=style)


def _anchors(data: bytes, faults: Mapping[Place, Severity]) -> dict[Place, Place]:
    """Faulty cells that a merge covers → the cell that shows it. Merges stand behind the cells in a file."""
    ranges = [area for match in _MERGE.finditer(data) if (area := parse_range(match[1].decode()))]
    return {place: anchor for place in faults for anchor in _covering(place, ranges)}


def _covering(place: Place, ranges: list[tuple[int, int, int, int]]) -> Iterator[Place]:
    for top, left, bottom, right in ranges:
        if top <= place[0] <= bottom and left <= place[1] <= right:
            yield top, left


def _put(text: str, before: Element | None, into: Element) -> None:
    if before is not None:
        before.before += text
    else:
        into.inside += text
