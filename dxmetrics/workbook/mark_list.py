"""The first sheet of a marked workbook: every finding with a link to its cell, grouped by what mends it, counted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from dxmetrics.findings import Finding, group_findings
from dxmetrics.text import Words, finding_text
from dxmetrics.workbook.mark_cells import Place, place_of
from dxmetrics.workbook.mark_styles import Fill, Look, MarkStyles
from dxmetrics.workbook.marked_package import XML_HEAD
from dxmetrics.workbook.model import Workbook, column_letters
from dxmetrics.workbook.own_marks import RED, is_list_sheet
from dxmetrics.workbook.xml_edit import text_xml

_COLUMNS = (("number", 6), ("cell", 18), ("found", 24), ("message", 48), ("expected", 38), ("remedy", 52))
_HEAD_ROW = 4
_MEMORY = "dx_fill"
"""Marks the hidden texts of the last column: how a marked cell was filled before."""
_LONGEST = 2_000
_TITLE, _SUMMARY = Look(bold=True, size=14, border=False), Look(border=False)
_HEAD, _GROUP = (
    Look(bold=True, fill="FFE8EEF5"),
    {severity: Look(bold=True, fill=colour) for severity, colour in RED.items()},
)
_TEXT, _LINK = Look(), Look(colour="FF0563C1", underline=True)

Fills = Mapping[tuple[str, Place], Fill]
"""By sheet name and place."""


@dataclass
class _Rows:
    """The sheet as it grows: its rows' XML, links and merges."""

    styles: MarkStyles
    rows: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    last: int = 0

    def add(self, cells: Iterable[tuple[object, Look]], *, link: str = "", spread: bool = False) -> None:
        """The next row; ``link`` is where its second cell leads, ``spread`` merges it over all columns."""
        self.last += 1
        written = "".join(self._cell(col, value, look) for col, (value, look) in enumerate(cells, 1) if value != "")
        self.rows.append(f'<row r="{self.last}">{written}</row>')
        if link:
            self.links.append(f'<hyperlink ref="B{self.last}" location={quoteattr(link)}/>')
        if spread:
            self.merges.append(f'<mergeCell ref="A{self.last}:{column_letters(len(_COLUMNS))}{self.last}"/>')

    def _cell(self, col: int, value: object, look: Look) -> str:
        head = f'<c r="{column_letters(col)}{self.last}" s="{self.styles.look(look)}"'
        if isinstance(value, int):
            return f"{head}><v>{value}</v></c>"
        return f'{head} t="inlineStr"><is><t xml:space="preserve">{text_xml(str(value)[:_LONGEST])}</t></is></c>'


def list_sheet(findings: Sequence[Finding], fills: Fills, styles: MarkStyles, say: Words, main: str) -> bytes:
    """The sheet's XML. ``fills`` are the marked cells' own fills, kept in a hidden column for the next marking."""
    rows = _Rows(styles)
    counts = {name: sum(item.severity == name for item in findings) for name in ("error", "warning", "note")}
    rows.add([(say("marking.title"), _TITLE)])
    rows.add(
        [(say("marking.summary", errors=counts["error"], warnings=counts["warning"], notes=counts["note"]), _SUMMARY)]
    )
    rows.add([(say("marking.how"), _SUMMARY)])
    rows.add([(say(f"marking.column.{name}"), _HEAD) for name, _ in _COLUMNS])
    kept = {key: json.dumps({_MEMORY: [*key, fill]}, ensure_ascii=False) for key, fill in fills.items()}
    number = 0
    for severity, remedy, members in _by_remedy(findings, say):
        head = say("marking.group", severity=say(f"severity.{severity}"), count=len(members), remedy=remedy)
        rows.add([(head, _GROUP.get(severity, _HEAD))], spread=True)
        for finding in members:
            number += 1
            rows.add(_finding_cells(number, finding, kept, say), link=_location(finding))
    return _sheet_xml(rows, main).encode("utf-8")


def saved_fills(book: Workbook) -> dict[tuple[str, Place], Fill]:
    """What an earlier marking kept of the cells' own fills, wherever in our sheet it now stands."""
    texts = [
        cell.text for sheet in book.sheets if is_list_sheet(sheet.name) for cell in sheet.cells if _MEMORY in cell.text
    ]
    return dict(item for text in texts if (item := _remembered(text)))


def _remembered(text: str) -> tuple[tuple[str, Place], Fill] | None:
    try:
        sheet, (row, col), fill = json.loads(text)[_MEMORY]
        return ((sheet, (int(row), int(col))), fill) if isinstance(sheet, str) and isinstance(fill, dict) else None
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _by_remedy(findings: Sequence[Finding], say: Words) -> Iterator[tuple[str, str, list[Finding]]]:
    """Severity, remedy and the findings it mends: gravest first, in the order of the groups the pages show."""
    members: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        members.setdefault((finding.severity, finding_text(finding, say.language)["remedy"]), []).append(finding)
    order = [(group.severity, finding_text(group.first, say.language)["remedy"]) for group in group_findings(findings)]
    for key in dict.fromkeys([*order, *sorted(members, key=lambda key: ("error", "warning", "note").index(key[0]))]):
        yield *key, members[key]


def _finding_cells(
    number: int, finding: Finding, kept: Mapping[tuple[str, Place], str], say: Words
) -> list[tuple[object, Look]]:
    text = finding_text(finding, say.language)
    place = place_of(finding.cell)
    where = finding.address or say("marking.whole_file")
    return [
        (number, _TEXT),
        (where, _LINK if finding.address else _TEXT),
        (finding.found, _TEXT),
        (text["message"], _TEXT),
        (text["expected"], _TEXT),
        (text["remedy"], _TEXT),
        (kept.get((finding.sheet, place), "") if place else "", _TEXT),
    ]


def _location(finding: Finding) -> str:
    if not finding.sheet:
        return ""
    name = finding.sheet.replace("'", "''")
    return f"'{name}'!{finding.cell if place_of(finding.cell) else 'A1'}"


def _sheet_xml(rows: _Rows, main: str) -> str:
    widths = "".join(
        f'<col min="{col}" max="{col}" width="{width}" customWidth="1"/>' for col, (_, width) in enumerate(_COLUMNS, 1)
    )
    hidden = len(_COLUMNS) + 1
    links = f"<hyperlinks>{''.join(rows.links)}</hyperlinks>" if rows.links else ""
    merges = f'<mergeCells count="{len(rows.merges)}">{"".join(rows.merges)}</mergeCells>' if rows.merges else ""
    return (
        f'{XML_HEAD}<worksheet xmlns="{main}"><sheetPr><tabColor rgb="{RED["error"]}"/><pageSetUpPr fitToPage="1"/>'
        f'</sheetPr><sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
        f'<pane ySplit="{_HEAD_ROW}" topLeftCell="A{_HEAD_ROW + 1}" activePane="bottomLeft" state="frozen"/>'
        f'</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{widths}'
        f'<col min="{hidden}" max="{hidden}" width="10" hidden="1" customWidth="1"/></cols>'
        f"<sheetData>{''.join(rows.rows)}</sheetData>{merges}{links}"
        '<pageMargins left="0.5" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )
