"""Small pieces of WordprocessingML that python-docx has no words for."""

from __future__ import annotations

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph
from docx.text.run import Run

TWIPS_PER_CM = 1440 / 2.54


def twips(centimetres: float) -> int:
    """Twentieths of a point."""
    return round(centimetres * TWIPS_PER_CM)


def element(tag: str, **attributes: object) -> BaseOxmlElement:
    """An element of the main namespace with its attributes: ``element("w:jc", val="center")``."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def border(paragraph: Paragraph, *sides: str, size: int = 6) -> None:
    """A solid line at these sides of a paragraph; ``size`` in eighths of a point."""
    borders = element("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        if side in sides:
            borders.append(element(f"w:{side}", val="single", sz=size, space=1, color="000000"))
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
    )


def page_number(run: Run) -> None:
    """The field that prints the page's number."""
    for kind in ("begin", None, "end"):
        if kind:
            run._r.append(element("w:fldChar", fldCharType=kind))
        else:
            code = element("w:instrText")
            code.text = "PAGE"
            run._r.append(code)


def set_type(properties: BaseOxmlElement, name: str) -> None:
    """One typeface for every script, whatever the template's theme says."""
    fonts = properties.get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), name)
