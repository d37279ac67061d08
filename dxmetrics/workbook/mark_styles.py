"""The workbook's cell styles, with a red twin of each style that a faulty cell has, and the way back from it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dxmetrics.findings import Severity
from dxmetrics.workbook.marked_package import XML_HEAD, MarkedPackage
from dxmetrics.workbook.own_marks import RED
from dxmetrics.workbook.xml_edit import Element, XmlPart, whole

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_PLAIN = (
    '{head}<styleSheet xmlns="{main}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>'
)
_TABLES = ("fonts", "fills", "cellXfs")
_COLOUR = ("fgColor", "bgColor")
_COLOUR_WORDS = ("rgb", "theme", "tint", "indexed", "auto")
_WORD = re.compile(r"[A-Za-z0-9.+-]{1,24}")

Fill = dict[str, object]
"""A fill as it was before we marked it: ``pattern``, ``fgColor``, ``bgColor``; empty for none."""


@dataclass(frozen=True)
class Look:
    """How a cell of our own sheet looks. Colours are ARGB."""

    bold: bool = False
    size: int = 11
    colour: str = "FF000000"
    underline: bool = False
    fill: str = ""
    border: bool = True


class MarkStyles:
    """Styles by their index, as cells name them. New ones are appended; none is changed."""

    def __init__(self, package: MarkedPackage) -> None:
        self._package = package
        self._part = _styles_part(package)
        self._xml = XmlPart(
            package.read(self._part), (*_TABLES, "font", "fill", "patternFill", *_COLOUR, "xf", "borders", "border")
        )
        tables = {name: self._xml.root.first(name) for name in (*_TABLES, "borders")}
        self._tables: dict[str, Element] = {name: table for name, table in tables.items() if table}
        self._own = {
            name: [item for item in table.children if item.name in ("font", "fill", "xf", "border")]
            for name, table in self._tables.items()
        }
        self._count = {name: len(items) for name, items in self._own.items()}
        self._new: dict[tuple, int] = {}
        self._base: dict[int, int] = {}
        self._marked = {place for place, xf in enumerate(self._own["cellXfs"]) if self._colour(xf) in RED.values()}

    def marked(self, style: int, severity: Severity) -> int:
        """The red twin of a style."""
        return self._with_fill(style, _solid(self._xml, RED[severity]))

    def is_marked(self, style: int) -> bool:
        """True for a red twin that came with the file."""
        return style in self._marked

    def plain(self, style: int, fill: Fill) -> int:
        """The style as it was before its cell was marked; ``fill`` is what ``fill_of`` told then."""
        return self._with_fill(style, _fill_xml(self._xml, fill))

    def fill_of(self, style: int) -> Fill:
        """The fill of a style that came with the file, to be kept for the way back."""
        xf = self._xf(style)
        fill = self._fill(xf) if xf else None
        pattern = fill.first("patternFill") if fill else None
        if pattern is None or pattern.attributes.get("patternType", "none") == "none":
            return {}
        colours = {item.name: dict(item.attributes) for item in pattern.children if item.name in _COLOUR}
        return {"pattern": pattern.attributes["patternType"], **colours}

    def look(self, look: Look) -> int:
        """The style of a cell of our own sheet."""
        return self._add("cellXfs", ("look", look), lambda: self._look_xml(look))

    def write(self) -> None:
        """Put the styles back into the package."""
        for name, table in self._tables.items():
            table.set["count"] = str(self._count[name])
        self._package.write(self._part, self._xml.result())

    def _with_fill(self, style: int, fill: str) -> int:
        base = self._base.get(style, style)
        fill_id = self._add("fills", ("fill", fill), lambda: fill) if fill else 0
        xf = self._xf(base)
        if xf is None:
            base, xf = 0, self._own["cellXfs"][0]
        made = self._add(
            "cellXfs", ("xf", base, fill_id), lambda: self._xml.raw(xf, fillId=str(fill_id), applyFill="1")
        )
        self._base[made] = base
        return made

    def _add(self, table: str, key: tuple, xml: object) -> int:
        if key not in self._new:
            self._tables[table].inside += xml()
            self._new[key] = self._count[table]
            self._count[table] += 1
        return self._new[key]

    def _xf(self, style: int) -> Element | None:
        own = self._own["cellXfs"]
        return own[style] if 0 <= style < len(own) else None

    def _fill(self, xf: Element) -> Element | None:
        place = whole(xf.attributes.get("fillId"), 0)
        return self._own["fills"][place] if place < len(self._own["fills"]) else None

    def _colour(self, xf: Element) -> str:
        fill = self._fill(xf)
        colour = fill.first("fgColor") if fill else None
        return colour.attributes.get("rgb", "").upper() if colour else ""

    def _look_xml(self, look: Look) -> str:
        made = self._xml.made
        marks = (made("b") if look.bold else "") + (made("u") if look.underline else "")
        letters = made("sz", val=look.size) + made("color", rgb=look.colour) + made("name", val="Times New Roman")
        font = made("font", marks + letters)
        fill = _solid(self._xml, look.fill) if look.fill else ""
        parts = {
            "numFmtId": 0,
            "fontId": self._add("fonts", ("font", font), lambda: font),
            "fillId": self._add("fills", ("fill", fill), lambda: fill) if fill else 0,
            "borderId": self._border() if look.border else 0,
            "xfId": 0,
        }
        applied = dict.fromkeys(("applyFont", "applyFill", "applyBorder", "applyAlignment"), 1)
        return made("xf", made("alignment", vertical="top", wrapText=int(look.border)), **parts, **applied)

    def _border(self) -> int:
        if "borders" not in self._tables:
            return 0
        made = self._xml.made
        line = made("color", rgb="FFBFBFBF")
        sides = "".join(made(side, line, style="thin") for side in ("left", "right", "top", "bottom"))
        return self._add("borders", ("border",), lambda: made("border", sides + made("diagonal")))


def _styles_part(package: MarkedPackage) -> str:
    """The styles part; a file that has lost it, or its tables, gets a plain one."""
    plain = _PLAIN.format(head=XML_HEAD, main=package.main).encode()
    part = next(
        (item.part for item in package.relations(package.book) if item.kind == "styles" and item.part in package), ""
    )
    if not part:
        part = package.add("xl", "styles", "xml", plain, _CONTENT_TYPE)
        package.relate(package.book, "styles", part)
    xml = XmlPart(package.read(part), (*_TABLES, "xf"))
    tables = [xml.root.first(name) for name in _TABLES]
    if not all(tables) or not tables[-1].children:
        package.write(part, plain)
    return part


def _solid(xml: XmlPart, colour: str) -> str:
    return _fill_xml(xml, {"pattern": "solid", "fgColor": {"rgb": colour}, "bgColor": {"indexed": "64"}})


def _fill_xml(xml: XmlPart, fill: Fill) -> str:
    """A fill written anew from words only: what a returned file says of it is never copied as XML."""
    pattern = fill.get("pattern")
    if not isinstance(pattern, str) or not _WORD.fullmatch(pattern):
        return ""
    colours = ""
    for name in _COLOUR:
        given = fill.get(name)
        if isinstance(given, dict):
            known = {key: given[key] for key in _COLOUR_WORDS if isinstance(given.get(key), str)}
            colours += xml.made(name, **{key: value for key, value in known.items() if _WORD.fullmatch(value)})
    return xml.made("fill", xml.made("patternFill", colours, patternType=pattern))
