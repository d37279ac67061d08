"""The looks of a template's cells. Calm and printable: one tint for inputs, one for headers, grey for what is given."""

from __future__ import annotations

from dataclasses import replace

from dxmetrics.catalog.model import DataElement
from dxmetrics.workbook.sheet_draft import Style

INPUT_FILL = "FFF8DC"
_HEADER_FILL = "DCE6F1"
_SECTION_FILL = "E8EDF3"

PLAIN = Style()
AGENCY = Style(align="center", wrap=False)
AGENCY_BOLD = Style(bold=True, align="center")
MOTTO = Style(size=12, bold=True, underline=True, align="center")
RULE = Style(size=8, align="center", vertical="top", wrap=False)
TITLE = Style(size=14, bold=True, align="center")
BASIS = Style(italic=True, align="center")
LINE = Style(size=12, bold=True, wrap=False)
WRAPPED_LINE = replace(LINE, wrap=True)
DUE = Style(size=12, italic=True, align="right", wrap=False)
HINT = Style(size=10, italic=True, colour="3F4A54")
SAMPLE = Style(size=12, bold=True, align="center", colour="B42318")
HEADER = Style(bold=True, align="center", fill=_HEADER_FILL, border=True)
CODE_ROW = Style(size=9, italic=True, align="center", fill=_HEADER_FILL, border=True, wrap=False)
SECTION = Style(bold=True, fill=_SECTION_FILL, border=True)
NUMBER = Style(align="center", border=True, wrap=False)
CODE = Style(size=10, align="center", border=True, colour="5B6770", wrap=False)
LABEL = Style(border=True)
UNIT = Style(size=10, align="center", border=True)
CLOSED = Style(border=True, fill="F3F4F6")
SIGNATURE = Style(bold=True, align="center")
SIGNATURE_NOTE = Style(italic=True, align="center")
TEXT_INPUT = Style(border=True, fill=INPUT_FILL, number_format="@", locked=False)
FREE_INPUT = Style(border=True, fill=INPUT_FILL, number_format="@", vertical="top", locked=False)
STEP = Style(size=12, vertical="top")
LEGEND = Style(border=True, fill=INPUT_FILL, align="center")

_INPUTS = {
    "int": Style(
        border=True, fill=INPUT_FILL, align="right", indent=1, number_format="#,##0", wrap=False, locked=False
    ),
    "decimal": Style(
        border=True, fill=INPUT_FILL, align="right", indent=1, number_format="#,##0.0##", wrap=False, locked=False
    ),
    "bool": Style(border=True, fill=INPUT_FILL, align="center", locked=False),
    "enum": Style(border=True, fill=INPUT_FILL, align="center", locked=False),
    "date": Style(border=True, fill=INPUT_FILL, align="center", number_format="dd/mm/yyyy", wrap=False, locked=False),
}
_PREVIOUS = {
    kind: replace(style, fill="", colour="5B6770", locked=True)
    for kind, style in (*_INPUTS.items(), ("text", TEXT_INPUT))
}


def input_style(element: DataElement) -> Style:
    """The look of the cell this element is typed into; texts and documents keep what is typed (format ``@``)."""
    return _INPUTS.get(element.value_type, TEXT_INPUT)


def previous_style(element: DataElement) -> Style:
    """The same, greyed and locked: last quarter's value."""
    return _PREVIOUS.get(element.value_type, _PREVIOUS["text"])
