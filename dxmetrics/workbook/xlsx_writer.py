"""A plain xlsx writer for our own templates: same input, same bytes, a few milliseconds.

openpyxl takes about ten times as long for a template and stamps the time of day into the file; a province needs
some 130 templates a quarter, and the sample data some 600. What is written here is what the template needs: texts,
numbers, days, styles, merges, protection, checks, panes and print set-up.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from dxmetrics.workbook.model import column_letters
from dxmetrics.workbook.xlsx_parts import (
    CONTENT_TYPES,
    MAIN,
    PACKAGE_RELATIONS,
    RELATION_TYPE,
    ROOT_RELATIONS,
    XML_HEAD,
)
from dxmetrics.workbook.xlsx_styles import Style, StyleTable

_STAMP = (1980, 1, 1, 0, 0, 0)
_EPOCH = date(1899, 12, 30)
_HIDDEN = ' state="hidden"'

CellValue = str | int | float | Decimal | date | None


@dataclass(frozen=True)
class InputCheck:
    """A data validation: ``kind`` list or custom, its formula, the cells it holds for, and what the clerk is told."""

    kind: str
    formula: str
    cells: str
    title: str
    message: str


@dataclass(frozen=True)
class PrintSetup:
    """How a sheet prints on A4: orientation and the header rows repeated on every page."""

    landscape: bool = True
    repeat_rows: tuple[int, int] | None = None


@dataclass
class SheetDraft:
    """A sheet being written. Rows and columns count from 1; ``freeze`` is the first cell that scrolls."""

    name: str
    widths: list[float]
    hidden: bool = False
    freeze: tuple[int, int] | None = None
    printing: PrintSetup = PrintSetup()
    cells: dict[int, dict[int, tuple[CellValue, Style]]] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    merges: list[str] = field(default_factory=list)
    checks: list[InputCheck] = field(default_factory=list)

    def put(self, row: int, col: int, value: CellValue, style: Style) -> None:
        """Write a cell; None leaves it blank but styled."""
        self.cells.setdefault(row, {})[col] = (value, style)

    def span(self, row: int, first: int, last: int, value: CellValue, style: Style, rows: int = 1) -> None:
        """Write a text over merged columns; every cell of the range takes the style, so that borders close."""
        for at in range(row, row + rows):
            for col in range(first, last + 1):
                self.put(at, col, value if (at, col) == (row, first) else None, style)
        if last > first or rows > 1:
            self.merges.append(f"{address(row, first)}:{address(row + rows - 1, last)}")


def address(row: int, col: int) -> str:
    """(14, 6) → F14."""
    return f"{column_letters(col)}{row}"


def write_workbook(sheets: Iterable[SheetDraft]) -> bytes:
    """The workbook's bytes. The first visible sheet is the one that opens."""
    drafts = list(sheets)
    styles, strings = StyleTable(), _Strings()
    parts = {
        f"xl/worksheets/sheet{number}.xml": _sheet_xml(draft, number, styles, strings)
        for number, draft in enumerate(drafts, 1)
    }
    parts["xl/workbook.xml"] = _workbook_xml(drafts)
    parts["xl/_rels/workbook.xml.rels"] = _workbook_relations(len(drafts))
    parts["xl/styles.xml"] = styles.xml()
    parts["xl/sharedStrings.xml"] = strings.xml()
    parts["_rels/.rels"] = ROOT_RELATIONS
    content_types = _content_types(len(drafts))
    return _zip({"[Content_Types].xml": content_types, **parts})


def _zip(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, xml.encode("utf-8"))
    return buffer.getvalue()


class _Strings:
    """The shared strings, each once, in the order of first use."""

    def __init__(self) -> None:
        self._index: dict[str, int] = {}

    def index(self, text: str) -> int:
        return self._index.setdefault(text, len(self._index))

    def xml(self) -> str:
        items = "".join(f'<si><t xml:space="preserve">{escape(_legal(text))}</t></si>' for text in self._index)
        return f'{XML_HEAD}<sst xmlns="{MAIN}" uniqueCount="{len(self._index)}">{items}</sst>'


def _legal(text: str) -> str:
    """XML has no control characters; a sender's note may."""
    return "".join(char for char in text if char >= " " or char in "\n\t") if not text.isprintable() else text


def _sheet_xml(draft: SheetDraft, number: int, styles: StyleTable, strings: _Strings) -> str:
    blocks = [
        f'{XML_HEAD}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
        _view_xml(draft, selected=number == 1),
        '<sheetFormatPr defaultRowHeight="15"/>',
        "<cols>" + "".join(_column_xml(col, width) for col, width in enumerate(draft.widths, 1) if width) + "</cols>",
        _rows_xml(draft, styles, strings),
        '<sheetProtection sheet="1" objects="1" scenarios="1" formatCells="0" formatColumns="0" formatRows="0"/>',
        _merges_xml(draft.merges),
        _checks_xml(draft.checks),
        '<printOptions horizontalCentered="1"/>',
        '<pageMargins left="0.5" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>',
        f'<pageSetup paperSize="9" orientation="{"landscape" if draft.printing.landscape else "portrait"}" fitToHeight="0"/>',
        "<headerFooter><oddFooter>&amp;C&amp;P/&amp;N</oddFooter></headerFooter></worksheet>",
    ]
    return "".join(blocks)


def _view_xml(draft: SheetDraft, selected: bool) -> str:
    pane = ""
    if draft.freeze:
        row, col = draft.freeze
        split = f'xSplit="{col - 1}" ' if col > 1 else ""
        name = "bottomRight" if col > 1 else "bottomLeft"
        top = address(row, col)
        pane = f'<pane {split}ySplit="{row - 1}" topLeftCell="{top}" activePane="{name}" state="frozen"/>'
        pane += f'<selection pane="{name}" activeCell="{top}" sqref="{top}"/>'
    tab = ' tabSelected="1"' if selected else ""
    return f'<sheetViews><sheetView showGridLines="0"{tab} workbookViewId="0">{pane}</sheetView></sheetViews>'


def _column_xml(col: int, width: float) -> str:
    return f'<col min="{col}" max="{col}" width="{width:g}" customWidth="1"/>'


def _rows_xml(draft: SheetDraft, styles: StyleTable, strings: _Strings) -> str:
    rows = []
    for row in sorted(draft.cells):
        height = f' ht="{draft.heights[row]:g}" customHeight="1"' if row in draft.heights else ""
        cells = "".join(
            _cell_xml(address(row, col), value, styles.index(style), strings)
            for col, (value, style) in sorted(draft.cells[row].items())
        )
        rows.append(f'<row r="{row}"{height}>{cells}</row>')
    return f"<sheetData>{''.join(rows)}</sheetData>"


def _cell_xml(ref: str, value: CellValue, style: int, strings: _Strings) -> str:
    if value is None or value == "":
        return f'<c r="{ref}" s="{style}"/>'
    if isinstance(value, str):
        return f'<c r="{ref}" s="{style}" t="s"><v>{strings.index(value)}</v></c>'
    if isinstance(value, date):
        value = (value - _EPOCH).days
    return f'<c r="{ref}" s="{style}"><v>{value}</v></c>'


def _merges_xml(merges: list[str]) -> str:
    if not merges:
        return ""
    return f'<mergeCells count="{len(merges)}">{"".join(f"<mergeCell ref={quoteattr(ref)}/>" for ref in merges)}</mergeCells>'


def _checks_xml(checks: list[InputCheck]) -> str:
    if not checks:
        return ""
    return f'<dataValidations count="{len(checks)}">{"".join(map(_check_xml, checks))}</dataValidations>'


def _check_xml(check: InputCheck) -> str:
    return (
        f'<dataValidation type="{check.kind}" allowBlank="1" showInputMessage="1" showErrorMessage="1"'
        f" errorTitle={quoteattr(check.title)} error={quoteattr(check.message)}"
        f" sqref={quoteattr(check.cells)}><formula1>{escape(check.formula)}</formula1></dataValidation>"
    )


def _workbook_xml(drafts: list[SheetDraft]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(draft.name)} sheetId="{number}"{_HIDDEN if draft.hidden else ""} r:id="rId{number}"/>'
        for number, draft in enumerate(drafts, 1)
    )
    names = "".join(_print_titles(draft, number) for number, draft in enumerate(drafts))
    names = f"<definedNames>{names}</definedNames>" if names else ""
    return (
        f'{XML_HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATION_TYPE.rstrip("/")}">'
        f'<bookViews><workbookView xWindow="0" yWindow="0" windowWidth="28800" windowHeight="15000"/></bookViews>'
        f"<sheets>{sheets}</sheets>{names}</workbook>"
    )


def _print_titles(draft: SheetDraft, number: int) -> str:
    if not draft.printing.repeat_rows:
        return ""
    first, last = draft.printing.repeat_rows
    name = draft.name.replace("'", "''")
    area = escape(f"'{name}'!${first}:${last}")
    return f'<definedName name="_xlnm.Print_Titles" localSheetId="{number}">{area}</definedName>'


def _workbook_relations(count: int) -> str:
    targets = [(f"worksheets/sheet{number}.xml", "worksheet") for number in range(1, count + 1)]
    targets += [("styles.xml", "styles"), ("sharedStrings.xml", "sharedStrings")]
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATION_TYPE}{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(targets, 1)
    )
    return f'{XML_HEAD}<Relationships xmlns="{PACKAGE_RELATIONS}">{items}</Relationships>'


def _content_types(count: int) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{kind}.worksheet+xml"/>'
        for number in range(1, count + 1)
    )
    return CONTENT_TYPES.format(sheets=sheets, kind=kind)
