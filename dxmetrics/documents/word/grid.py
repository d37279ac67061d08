"""Tables of the documents: the head repeated on every page, rows never split, one width for every column.

Written as elements, because python-docx looks every cell up anew and takes seconds for an annex.
"""

from __future__ import annotations

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from dxmetrics.documents.word.model import Row, Table
from dxmetrics.documents.word.say import sound
from dxmetrics.documents.word.xml import element, twips

_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_MARGIN = twips(0.12)


def grid(table: Table, width_cm: float, style: str) -> BaseOxmlElement:
    """The table as an element, as wide as the text."""
    total = sum(column.width for column in table.columns)
    widths = [twips(width_cm * column.width / total) for column in table.columns]
    made = OxmlElement("w:tbl")
    made.append(_properties(sum(widths)))
    columns = element("w:tblGrid")
    for width in widths:
        columns.append(element("w:gridCol", w=width))
    made.append(columns)
    made.append(_head(table, widths, style))
    for row in table.rows:
        made.append(_row(row, table, widths, style))
    return made


def _properties(width: int) -> BaseOxmlElement:
    made = element("w:tblPr")
    made.append(element("w:tblW", w=width, type="dxa"))
    made.append(element("w:jc", val="center"))
    borders = element("w:tblBorders")
    for side in _SIDES:
        borders.append(element(f"w:{side}", val="single", sz=4, space=0, color="000000"))
    made.append(borders)
    made.append(element("w:tblLayout", type="fixed"))
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w=_MARGIN, type="dxa"))
    made.append(margins)
    return made


def _head(table: Table, widths: list[int], style: str) -> BaseOxmlElement:
    made = _new_row(head=True)
    for column, width in zip(table.columns, widths, strict=True):
        made.append(_cell(column.label, width, "center", style, strong=True, middle=True))
    return made


def _row(row: Row, table: Table, widths: list[int], style: str) -> BaseOxmlElement:
    made = _new_row()
    if len(row.cells) == 1 and len(widths) > 1:
        made.append(_cell(row.cells[0], sum(widths), "left", style, strong=True, span=len(widths), keep=True))
        return made
    for text, column, width in zip(row.cells, table.columns, widths, strict=True):
        made.append(_cell(text, width, column.align, style, strong=row.strong, middle=True))
    return made


def _new_row(*, head: bool = False) -> BaseOxmlElement:
    made = element("w:tr")
    properties = element("w:trPr")
    properties.append(element("w:cantSplit"))
    if head:
        properties.append(element("w:tblHeader"))
    made.append(properties)
    return made


def _cell(
    text: str,
    width: int,
    align: str,
    style: str,
    *,
    strong: bool = False,
    middle: bool = False,
    span: int = 1,
    keep: bool = False,
) -> BaseOxmlElement:
    cell, properties = element("w:tc"), element("w:tcPr")
    properties.append(element("w:tcW", w=width, type="dxa"))
    if span > 1:
        properties.append(element("w:gridSpan", val=span))
    if middle:
        properties.append(element("w:vAlign", val="center"))
    cell.append(properties)
    cell.append(_text(text, align, style, strong=strong, keep=keep))
    return cell


def _text(text: str, align: str, style: str, *, strong: bool, keep: bool) -> BaseOxmlElement:
    paragraph, properties = element("w:p"), element("w:pPr")
    properties.append(element("w:pStyle", val=style))
    if keep:
        properties.append(element("w:keepNext"))
    properties.append(element("w:jc", val=align))
    paragraph.append(properties)
    run = element("w:r")
    if strong:
        bold = element("w:rPr")
        bold.append(element("w:b"))
        run.append(bold)
    words = OxmlElement("w:t")
    words.text = sound(text)
    words.set(qn("xml:space"), "preserve")
    run.append(words)
    paragraph.append(run)
    return paragraph
