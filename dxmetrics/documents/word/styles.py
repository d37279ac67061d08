"""Page and type of an administrative document (Decree 30/2020, Annex I): margins, styles, page numbers."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from dxmetrics.documents.word import sizes
from dxmetrics.documents.word.xml import element, page_number, set_type

TABLE, RULE, LINE = "DxTable", "DxRule", "DxLine"
"""Styles of our own: text in tables, a drawn line, a line of the letterhead."""


@lru_cache(maxsize=4)
def base(font: str, *, dense: bool = False) -> bytes:
    """An empty document with our styles and without the hundred others of python-docx's own: smaller files, made faster."""
    document = Document()
    set_styles(document, font, dense=dense)
    kept = {"Normal", "Normal Table", "Header", "Heading 1", "Heading 2", "Caption", TABLE, RULE, LINE}
    for style in list(document.styles):
        if style.type in (WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.TABLE) and style.name not in kept:
            style.delete()
    for style in document.styles.element.iter(qn("w:link"), qn("w:next")):
        style.getparent().remove(style)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def set_styles(document: DocxDocument, font: str, *, dense: bool = False) -> None:
    """The body as Normal, the headings as Word's own, so that its outline works; all in one typeface and black.

    ``dense``: for a single sheet that is no administrative document; smaller and closer.
    """
    body, spacing = (sizes.SMALL, 1.0) if dense else (sizes.BODY, sizes.SPACING)
    after, first = (2, 0.0) if dense else (sizes.AFTER, sizes.FIRST_LINE)
    styles = document.styles
    normal = styles["Normal"]
    _type(normal, font, body)
    normal.element.get_or_add_rPr().append(element("w:lang", val="vi-VN", eastAsia="vi-VN"))
    _space(normal, after=after, spacing=spacing, first=first)
    normal.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    normal.paragraph_format.widow_control = True
    for level in (1, 2):
        heading = styles[f"Heading {level}"]
        _type(heading, font, body, bold=True)
        _space(heading, before=after, after=after, spacing=spacing, first=first)
        heading.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
        heading.paragraph_format.keep_with_next = True
    caption = styles["Caption"]
    _type(caption, font, sizes.SMALL, bold=True)
    _space(caption, before=sizes.AFTER, after=sizes.AFTER / 2, spacing=1)
    caption.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _type(styles["Header"], font, sizes.NATION)
    _space(styles["Header"], spacing=1)
    _own(document, TABLE, font, sizes.LIST if dense else sizes.SMALL, after=1)
    _own(document, LINE, font, sizes.NATION, after=0)
    _own(document, RULE, font, 2, after=0)


def set_page(section: Section, *, landscape: bool = False) -> None:
    """A4 with the Decree's margins, upright or on its side."""
    width, height = sizes.PAGE[::-1] if landscape else sizes.PAGE
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(width), Cm(height)
    section.top_margin, section.bottom_margin = Cm(sizes.TOP), Cm(sizes.BOTTOM)
    section.left_margin, section.right_margin = Cm(sizes.LEFT), Cm(sizes.RIGHT)
    section.header_distance = section.footer_distance = Cm(sizes.HEADER)


def number_pages(section: Section) -> None:
    """Numbers in the middle of the top margin, hidden on the section's first page, beginning at 1."""
    section.different_first_page_header_footer = True
    section._sectPr.append(element("w:pgNumType", start=1))
    if section.header.is_linked_to_previous and not section.header.paragraphs[0].runs:
        section.first_page_header.is_linked_to_previous = False
        section.header.is_linked_to_previous = False
        paragraph = section.header.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        page_number(paragraph.add_run())


def _own(document: DocxDocument, name: str, font: str, size: float, *, after: float) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    _type(style, font, size)
    _space(style, after=after, spacing=1)
    style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT


def _type(style: ParagraphStyle, font: str, size: float, *, bold: bool = False) -> None:
    style.font.name, style.font.size = font, Pt(size)
    style.font.bold, style.font.italic = bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    set_type(style.element.get_or_add_rPr(), font)


def _space(style: ParagraphStyle, *, before: float = 0, after: float = 0, spacing: float = 1, first: float = 0) -> None:
    looks = style.paragraph_format
    looks.space_before, looks.space_after = Pt(before), Pt(after)
    looks.line_spacing_rule, looks.line_spacing = WD_LINE_SPACING.MULTIPLE, spacing
    looks.first_line_indent = Cm(first)
