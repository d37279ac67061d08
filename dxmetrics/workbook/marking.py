"""The sender's own workbook back with its faults marked: in red, with a comment each, and listed on a first sheet.

Marked inside the package: only the tags that change are written anew, so that formats, lists, widths, stored values of
formulas, sparklines and whatever else the sender's program wrote stay as they are (openpyxl's save drops some of it).
A copy marked before is marked afresh: what was mended loses its red, what is still wrong keeps it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dxmetrics.findings import Finding, Severity
from dxmetrics.text import Words, finding_text, words
from dxmetrics.workbook.cells import read_workbook
from dxmetrics.workbook.guard import Refused
from dxmetrics.workbook.mark_book import BookSheet, MarkedBook
from dxmetrics.workbook.mark_cells import MarkedSheet, Place, place_of
from dxmetrics.workbook.mark_comments import write_comments
from dxmetrics.workbook.mark_list import list_sheet, saved_fills
from dxmetrics.workbook.mark_styles import Fill, MarkStyles
from dxmetrics.workbook.marked_package import MarkedPackage
from dxmetrics.workbook.own_marks import RED, list_sheet_name

_LONGEST_COMMENT = 4_000


def refusal(findings: Iterable[Finding]) -> Finding | None:
    """The finding for which a file was refused as a whole: it is no readable workbook and has no marked copy."""
    return next((item for item in findings if item.severity == "error" and item.code.startswith("file.")), None)


def needs_marking(findings: Iterable[Finding]) -> bool:
    """True when there is something to mend or to confirm, in a file that has a marked copy."""
    found = list(findings)
    return refusal(found) is None and any(item.severity in RED for item in found)


def mark_workbook(data: bytes, findings: Iterable[Finding], language: str = "vi") -> bytes:
    """The workbook with every finding listed on its first sheet, errors and warnings marked at their cells.

    Raises Refused, with the finding that says why, for a file that is no readable workbook.
    """
    found = list(findings)
    if fault := refusal(found):
        raise Refused(fault)
    say = words(language)
    package = MarkedPackage(data)
    book = MarkedBook(package)
    memory = saved_fills(read_workbook(data)) if book.was_marked else {}
    styles = MarkStyles(package)
    fills: dict[tuple[str, Place], Fill] = {}
    for sheet in book.sheets:
        own = [item for item in found if item.sheet == sheet.name]
        saved = {place: fill for (name, place), fill in memory.items() if name == sheet.name}
        fills |= {
            (sheet.name, place): fill for place, fill in _mark_sheet(package, sheet, own, styles, saved, say).items()
        }
    data_of_list = list_sheet(found, fills, styles, say, package.main)
    styles.write()
    book.put_first(list_sheet_name(language), data_of_list)
    return package.save()


def _mark_sheet(
    package: MarkedPackage,
    sheet: BookSheet,
    findings: Sequence[Finding],
    styles: MarkStyles,
    saved: Mapping[Place, Fill],
    say: Words,
) -> dict[Place, Fill]:
    """Mark one sheet; the fill each of its faulty cells had."""
    faults = _faults(findings) if sheet.is_table else {}
    marked = MarkedSheet(package.read(sheet.part), faults, styles)
    fills = marked.mark(saved) if sheet.is_table else {}
    marked.deselect()
    if sheet.is_table:
        texts = _comments(findings, marked, say)
        write_comments(package, sheet.part, marked, texts, say("marking.author"))
    package.write(sheet.part, marked.xml.result())
    return {place: fills[marked.anchor(place)] for place in faults if marked.anchor(place) in fills}


def _faults(findings: Sequence[Finding]) -> dict[Place, Severity]:
    """Faulty cells with the gravest severity of each; notes are told in the list only."""
    faults: dict[Place, Severity] = {}
    for severity in reversed(RED):
        faults |= {place: severity for item in findings if item.severity == severity and (place := place_of(item.cell))}
    return faults


def _comments(findings: Sequence[Finding], sheet: MarkedSheet, say: Words) -> dict[Place, str]:
    """What the comment at each faulty cell says: each fault with its remedy."""
    lines: dict[Place, list[str]] = {}
    for item in findings:
        place = place_of(item.cell)
        if place and item.severity in RED:
            text = finding_text(item, say.language)
            said = lines.setdefault(sheet.anchor(place), [say("marking.comment_head")])
            said += [f"• {text['message']}", f"→ {text['remedy']}"]
    return {place: "\n".join(said)[:_LONGEST_COMMENT] for place, said in lines.items()}
