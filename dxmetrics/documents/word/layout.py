"""A sheet of the Decree's layout that is filled from top to bottom: letterhead, title, parts, signature, annexes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from docx.table import Table as DocxTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph

from dxmetrics.documents.word import sizes
from dxmetrics.documents.word.context import Context
from dxmetrics.documents.word.grid import grid
from dxmetrics.documents.word.model import Annex, Block, Paragraph, Part, Picture, Table
from dxmetrics.documents.word.package import name_it, to_bytes
from dxmetrics.documents.word.say import sound
from dxmetrics.documents.word.styles import LINE, RULE, TABLE, base, number_pages, set_page
from dxmetrics.documents.word.xml import border, element

_LEFT_BOX = 7.0
_CENTER = WD_ALIGN_PARAGRAPH.CENTER
_STYLES = {"body": "Normal", "item": "Normal", "note": "Normal", "caption": "Caption"}


@dataclass(frozen=True)
class Heading:
    """The boxes at the head of a document: who issues it, its blank number, place and date; ``about`` of a letter (V/v …)."""

    parent: str
    issuer: str
    number: str
    place_date: str
    about: str = ""

    @classmethod
    def of(cls, context: Context, number: str, about: str = "") -> Heading:
        """Of the body that issues this quarter's documents."""
        say, issuer = context.say, context.issuer
        return cls(
            issuer.parent,
            context.issuer_name.upper(),
            say(number, abbr=context.body.abbr, drafting=issuer.drafting),
            say("shared.place_date", place=issuer.place, year=str(context.period.cutoff.year)),
            about,
        )


class Sheet:
    """One document being written. Its properties say that it was made at the quarter's cut-off: always the same file."""

    def __init__(self, context: Context, title: str, *, dense: bool = False) -> None:
        self.say, self.office = context.say, context.catalog.wording.office
        self.document = Document(BytesIO(base(self.office.font, dense=dense)))
        self.landscape, self.dense = False, dense
        section = self.document.sections[0]
        set_page(section)
        number_pages(section)
        name_it(self.document, sound(title)[:250], datetime.combine(context.period.cutoff, time()))

    def letterhead(self, heading: Heading) -> None:
        """Nation and motto on the right, who issues on the left; then number and date; the draft mark."""
        left, right = self._boxes(2)
        _line(left[0], heading.parent, sizes.LABEL)
        for line in sizes.balanced(heading.issuer, sizes.LABEL, _LEFT_BOX - 0.4):
            _line(left[0], line, sizes.LABEL, bold=True)
        _rule(left[0], _LEFT_BOX, 2.4)
        width = sizes.text_width_cm() - _LEFT_BOX
        _line(right[0], self.office.nation, sizes.LABEL, bold=True)
        _line(right[0], self.office.motto, sizes.NATION, bold=True)
        _rule(right[0], width, sizes.line_cm(self.office.motto, sizes.NATION))
        _line(left[1], heading.number, sizes.NATION)
        _line(right[1], heading.place_date, sizes.NATION, italic=True)
        if heading.about:
            _line(left[1], heading.about, sizes.SMALL).paragraph_format.space_before = Pt(6)
        mark = _line(left[1], self.office.draft_mark, sizes.NATION, bold=True)
        mark.paragraph_format.space_before = Pt(6)
        mark.paragraph_format.left_indent = mark.paragraph_format.right_indent = Cm(1.9)
        border(mark, "top", "left", "bottom", "right")

    def title(self, kind: str, subject: str) -> None:
        """The kind of document in capitals, what it is about, and a line."""
        self._centred(kind, bold=True).paragraph_format.space_before = Pt(0 if self.dense else 14)
        self._centred(subject, bold=True)
        rule = self.document.add_paragraph(style=RULE)
        _draw(rule, sizes.text_width_cm(), 3.2)
        rule.paragraph_format.space_after = Pt(12)

    def addressed(self, text: str, names: Sequence[str] = ()) -> None:
        """``Kính gửi``: one addressee on the same line, or one a line."""
        paragraph = self._centred(text) if not names else self.document.add_paragraph(sound(text), style=LINE)
        paragraph.paragraph_format.space_before = Pt(6)
        if names:
            paragraph.paragraph_format.left_indent = Cm(3.0)
        for run in paragraph.runs:
            run.font.size = Pt(sizes.BODY)
        for name in names:
            line = self.document.add_paragraph(sound(f"- {name}"), style=LINE)
            line.paragraph_format.left_indent = Cm(4.5)
            line.runs[0].font.size = Pt(sizes.BODY)
        self.document.add_paragraph(style=RULE).paragraph_format.space_after = Pt(8)

    def lead(self, text: str) -> None:
        """A heading inside a page that has no parts."""
        self.document.add_paragraph(sound(text), style="Heading 2")

    def part(self, part: Part) -> None:
        """A heading and its blocks."""
        self.document.add_paragraph(sound(part.heading), style=f"Heading {part.level}")
        for block in part.blocks:
            self.block(block)

    def block(self, block: Block) -> None:
        """A paragraph, table or picture."""
        if isinstance(block, Paragraph):
            paragraph = self.document.add_paragraph(sound(block.text), style=_STYLES[block.style])
            if block.style == "note":
                paragraph.runs[0].italic = True
        elif isinstance(block, Table):
            self._table(block)
        else:
            self._picture(block)

    def signature(self, recipients: Iterable[str], titles: Iterable[str]) -> None:
        """Who gets it on the left, who signs on the right, with room and without a name; never parted by a page."""
        left, right = self._boxes(1)
        label = _line(left[0], self.say("shared.recipients"), sizes.LABEL, bold=True, italic=True, centred=False)
        label.paragraph_format.space_before = Pt(6)
        for text in recipients:
            _line(left[0], f"- {text}", sizes.LIST, centred=False)
        for place, text in enumerate(titles):
            _line(right[0], text, sizes.BODY, bold=True).paragraph_format.space_before = Pt(0 if place else 6)
        for _ in range(4):
            _line(right[0], "", sizes.BODY)

    def annex(self, annex: Annex, belongs_to: str) -> None:
        """On a new page, numbered from 1, upright or on its side."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        self.landscape = annex.landscape
        set_page(section, landscape=annex.landscape)
        number_pages(section)
        if annex.name:
            self._centred(annex.name, bold=True)
        self._centred(annex.title, bold=True)
        self._centred(belongs_to, italic=True).paragraph_format.space_after = Pt(10)
        for block in annex.blocks:
            self.block(block)

    def data(self) -> bytes:
        """The finished file."""
        return to_bytes(self.document)

    def _centred(self, text: str, *, bold: bool = False, italic: bool = False) -> DocxParagraph:
        paragraph = self.document.add_paragraph(style=LINE)
        _run(paragraph, text, sizes.BODY, bold=bold, italic=italic)
        paragraph.alignment = _CENTER
        return paragraph

    def _boxes(self, rows: int) -> tuple[list[_Cell], list[_Cell]]:
        """A table without borders, the left box and the right one, each in so many rows; a row is never split."""
        width = sizes.text_width_cm()
        table: DocxTable = self.document.add_table(rows, 2)
        table.autofit = False
        margins = element("w:tblCellMar")
        for side in ("left", "right"):
            margins.append(element(f"w:{side}", w=0, type="dxa"))
        table._tbl.tblPr.append(margins)
        columns = ([], [])
        for row in table.rows:
            row._tr.get_or_add_trPr().append(element("w:cantSplit"))
            for cell, held, size in zip(row.cells, columns, (_LEFT_BOX, width - _LEFT_BOX), strict=True):
                cell.width = Cm(size)
                held.append(cell)
        for column, size in zip(table._tbl.tblGrid.gridCol_lst, (_LEFT_BOX, width - _LEFT_BOX), strict=True):
            column.w = Cm(size)
        return columns

    def _table(self, table: Table) -> None:
        if table.caption:
            self.document.add_paragraph(sound(table.caption), style="Caption").paragraph_format.keep_with_next = True
        made = grid(table, sizes.text_width_cm(self.landscape), TABLE)
        self.document.element.body.insert_element_before(made, "w:sectPr")
        self.document.add_paragraph(style=RULE).paragraph_format.space_after = Pt(8)

    def _picture(self, picture: Picture) -> None:
        paragraph = self.document.add_paragraph(style=LINE)
        paragraph.alignment = _CENTER
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(BytesIO(picture.draw()), width=Cm(picture.width_cm))
        shape._inline.docPr.set("descr", sound(picture.caption))
        self.document.add_paragraph(sound(picture.caption), style="Caption").paragraph_format.space_after = Pt(10)


def _line(
    cell: _Cell, text: str, size: float, *, bold: bool = False, italic: bool = False, centred: bool = True
) -> DocxParagraph:
    """A line in a box; the first takes the empty paragraph every cell begins with."""
    first = cell.paragraphs[0]
    is_free = len(cell.paragraphs) == 1 and not first.runs
    paragraph = first if is_free else cell.add_paragraph()
    paragraph._p.style = LINE  # by its id: python-docx would read all styles for each line
    _run(paragraph, text, size, bold=bold, italic=italic)
    if centred:
        paragraph.alignment = _CENTER
    return paragraph


def _run(paragraph: DocxParagraph, text: str, size: float, *, bold: bool, italic: bool) -> None:
    run = paragraph.add_run(sound(text))
    run.font.size, run.font.bold, run.font.italic = Pt(size), bold or None, italic or None


def _rule(cell: _Cell, width: float, length: float) -> None:
    paragraph = cell.add_paragraph()
    paragraph._p.style = RULE
    _draw(paragraph, width, length)


def _draw(paragraph: DocxParagraph, width: float, length: float) -> None:
    """A line of that length in the middle of the width: the border over an empty paragraph."""
    border(paragraph, "top")
    paragraph.paragraph_format.space_before = Pt(2)
    indent = max(0.0, (width - length) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Cm(indent)
