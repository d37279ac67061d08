"""One small example for each finding code, made by the code itself.

``python -m tests.helpers.finding_examples`` writes them to the plan's data, where the method page finds them; a test
says when they are out of date.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
from openpyxl.styles import Font

from dxmetrics.checks import check_history
from dxmetrics.findings import Finding
from dxmetrics.periods import Period
from dxmetrics.store import checking, pile
from dxmetrics.store.freezing import Freeze
from dxmetrics.workbook.collector import TakenDay
from dxmetrics.workbook.day_order import swapped_days
from dxmetrics.workbook.draft import ReturnDraft, Verbatim
from dxmetrics.workbook.grid import Grid
from dxmetrics.workbook.guard import Limits
from dxmetrics.workbook.marker import Marker
from dxmetrics.workbook.model import Cell, Sheet
from dxmetrics.workbook.reading import read_return
from dxmetrics.workbook.template import build_template
from dxmetrics.workbook.worker import unreadable
from tests.helpers.books import book, filling, with_cells
from tests.helpers.example_files import archive, refused, said_to_unpack_to, with_doctype
from tests.helpers.example_sender import inserted, sender, typed, unmerged
from tests.helpers.hostile import with_many_cells

EXAMPLES_FILE = Path(__file__).parents[2] / "dxmetrics" / "plan" / "finding_examples.toml"
FIRST_COMMUNE_ROW = 11


def _marked(**changes: str) -> list[Finding]:
    """The return with another hidden mark, its checksum right."""
    s = sender()
    version = s.catalog.forms["district"].version
    texts = {"form": "district", "version": version, "unit": s.unit.id, "period": s.period.code}
    mark = Marker(**{**texts, **changes}, sample=False)
    return s.edit(
        lambda made: typed(**{f"B{row}": text for row, text in enumerate(mark.texts().values(), 1)})(made["_dx"])
    )


def _titled(unit: str = "", period: str = "") -> list[Finding]:
    """The return without its hidden mark and with another title."""

    def change(made: openpyxl.Workbook) -> None:
        made.remove(made["_dx"])
        for sheet in made:
            if sheet.title.startswith("Biểu"):
                sheet["A6"].value = f"Đơn vị báo cáo: {unit or 'UBND huyện Yên Mỹ'}"
                sheet["A7"].value = f"Kỳ báo cáo: {period or 'Quý II/2024'}"

    return sender().edit(change)


def _sample(of: bool, store: bool) -> Iterable[Finding]:
    s = sender()
    draft = read_return(build_template(s.catalog, s.unit, s.period, {}, (), sample=of), s.catalog)
    return checking._mark_findings("sample" if store else "real", draft)


def _not_yours() -> Iterable[Finding]:
    s = sender()
    draft = read_return(s.data, s.catalog)
    moment = datetime(2024, 7, 1)
    arrival = checking.arrived(s.catalog, "bao-cao.xlsx", s.data, draft, by="", received_at=moment, now=moment)
    return checking.foreign(arrival).findings


def _of_the_pile(code: str, number: int) -> list[Finding]:
    """What a pile says of a file that the system would not open or write."""
    fault = OSError(number, os.strerror(number))
    file = pile.PileFile(Path("bao-cao.xlsx"), data=pile._raising(fault))
    if code == "file.not_opened":
        return list(pile._opened(file)[0][2].findings)
    nothing = ReturnDraft(None, None, None, "", False, (), (), Verbatim(), ())
    return list(pile._not_stored(pile._Read(file, b"", nothing), fault).findings)


def _frozen(exceptions: list[tuple[int]]) -> list[Finding]:
    """A return for a frozen period, with or without an exception that lets it in."""
    s = sender()
    frozen = Freeze(s.period.code, True, datetime(2024, 12, 24, 9), "Nguyễn Văn A", "Đã báo cáo UBND tỉnh")
    return [checking._leave(s.period, frozen, exceptions[0][0] if exceptions else None)]


def _history(element: str, before: object, now: object) -> list[Finding]:
    s = sender()
    data = with_cells(s.data, {("Biểu 1", s.places[element]): now})
    draft = read_return(data, s.catalog)
    return check_history(draft, {(s.unit.id, element): before}, s.catalog)


def _cumulative() -> list[Finding]:
    s = sender()
    code = next(code for code in s.places if code in s.catalog.elements and s.catalog.elements[code].kind == "year")
    return _history(code, 40, 30)


def _commune(column: str, text: object, **more: object) -> list[Finding]:
    return sender().cells({f"{column}{FIRST_COMMUNE_ROW}": text, **more}, "Biểu 2")


def _old_commune() -> list[Finding]:
    s = sender("2024Q4")
    old = next(unit for unit in s.catalog.communes_of(s.unit.id, Period(2024, 3)) if not unit.in_force(s.period.cutoff))
    return s.cells({"B11": old.code, "C11": old.name_vi}, "Biểu 2")


def _early_commune() -> list[Finding]:
    s = sender()
    new = next(unit for unit in s.catalog.communes_of(s.unit.id, Period(2024, 4)) if not unit.in_force(s.period.cutoff))
    return s.cells({"B11": new.code, "C11": new.name_vi}, "Biểu 2")


def _commune_sheets() -> list[Finding]:
    s = sender()

    def change(made: openpyxl.Workbook) -> None:
        for commune in s.catalog.communes_of(s.unit.id, s.period)[:2]:
            made.create_sheet(commune.name_vi)["A1"].value = "x"

    return s.edit(change)


def _days(text: str) -> list[Finding]:
    """The committee's standing body reports the only day of the Plan's forms."""
    s = sender()
    unit = s.catalog.role_holder("DIC", s.period.cutoff)
    data = build_template(s.catalog, unit, s.period, {}, (), values=filling(s.catalog, unit, s.period))
    cell = next(value.cell for value in read_return(data, s.catalog).values if value.data_element == "D108.date")
    return s.read(with_cells(data, {("Biểu 1", cell): text}))


def _swapped() -> list[Finding]:
    element = sender().catalog.elements["D108.date"]
    grid = Grid(Sheet("Biểu 1", "visible", ()))
    text = Cell("Biểu 1", "F12", 12, 6, "15/4/2024", "text")
    real = Cell("Biểu 1", "F14", 14, 6, "04/10/2024", "date", day=date(2024, 10, 4))
    return swapped_days([TakenDay(grid, text, date(2024, 4, 15), element), TakenDay(grid, real, real.day, element)])


def _answers_apart() -> list[Finding]:
    def split(sheet: object) -> None:
        sheet.insert_cols(7)
        sheet.insert_rows(10)
        sheet.merge_cells("F9:G9")
        typed(F10="Có", G10="Không")(sheet)
        row = sender().row("D12") + 1
        typed(**{f"F{row}": "x", f"G{row}": "x"})(sheet)

    return sender().sheet(unmerged(split))


def _percent() -> list[Finding]:
    from dxmetrics.workbook.values import Context, parse
    from dxmetrics.workbook.words import load_words

    element = replace(sender().catalog.elements["D02"], value_type="decimal", unit_vi="%")
    cell = Cell("Biểu 1", "F12", 12, 6, "0.98", "number", number=0.98)
    found = parse(cell, element, Context(load_words())).findings
    return [replace(one, sheet="Biểu 1", cell="F12", params={"element": "D02", **one.params}) for one in found]


def _merge_down(sheet: object) -> None:
    sheet.merge_cells(f"{sender().places['D05']}:{sender().places['D06']}")


MAKERS: dict[str, Callable[[], Iterable[Finding]]] = {
    "file.empty": lambda: refused(b""),
    "file.too_large": lambda: refused(b"PK" + bytes(Limits.file_bytes + 4_600_000)),
    "file.old_excel": lambda: refused(b"\xd0\xcf\x11\xe0"),
    "file.encrypted": lambda: refused(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")),
    "file.pdf": lambda: refused(b"%PDF-1.7"),
    "file.html": lambda: refused(b"<html><table>"),
    "file.csv": lambda: refused("Mã;Kỳ này\nD01;12".encode()),
    "file.unknown": lambda: refused(bytes(range(256))),
    "file.damaged": lambda: refused(sender().data[:5000]),
    "file.xlsb": lambda: refused(archive("xl/workbook.bin")),
    "file.ods": lambda: refused(archive("mimetype", "content.xml")),
    "file.other_office": lambda: refused(archive("word/document.xml")),
    "file.not_xlsx_zip": lambda: refused(archive("anh.jpg")),
    "file.bomb": lambda: refused(said_to_unpack_to(Limits.unpacked_bytes + 1)),
    "file.bomb_parts": lambda: refused(archive(*map(str, range(300)))),
    "file.too_many_cells": lambda: refused(with_many_cells(sender().data, Limits.filled_cells + 100)),
    "file.xml_entities": lambda: refused(with_doctype()),
    "file.macros": lambda: refused(archive("xl/vbaProject.bin", of=sender().data)),
    "file.external_links": lambda: refused(archive("xl/externalLinks/externalLink1.xml", of=sender().data)),
    "file.embedded": lambda: refused(archive("xl/embeddings/oleObject1.bin", of=sender().data)),
    "file.unreadable_safely": lambda: unreadable().findings,
    "file.not_opened": lambda: _of_the_pile("file.not_opened", errno.EACCES),
    "file.not_stored": lambda: _of_the_pile("file.not_stored", errno.ENOSPC),
    "form.no_marker": lambda: _titled(),
    "form.unknown_period": lambda: _titled(period="6 tháng đầu năm"),
    "form.unread_period": lambda: sender().edit(
        lambda made: [typed(A7="Kỳ báo cáo: 6 tháng đầu năm")(made[f"Biểu {number}"]) for number in (1, 2, 3, 4)]
    ),
    "form.period_conflict": lambda: sender().cells({"A7": "Kỳ báo cáo: Quý III/2024"}),
    "form.other_period": lambda: read_return(sender().data, sender().catalog, Period(2024, 3)).findings,
    "form.unit_conflict": lambda: sender().cells({"A6": "Đơn vị báo cáo: UBND huyện Ân Thi"}),
    "form.unknown_unit": lambda: _titled(unit="Công ty Hoàn Toàn Khác"),
    "form.misspelt_unit": lambda: _titled(unit="Huyện Yên Mĩ Hạ"),
    "form.not_a_reporter": lambda: _marked(period="2025Q3"),
    "form.other_form": lambda: _marked(form="department"),
    "form.other_version": lambda: _marked(version="0"),
    "form.not_a_return": lambda: sender().read(book(Sheet1="| a |")),
    "form.missing_sheet": lambda: sender().edit(lambda made: made.remove(made["Biểu 2"])),
    "form.no_table": lambda: sender().sheet(lambda sheet: sheet.delete_rows(9)),
    "form.missing_column": lambda: sender().cells({"F9": "Cột của tôi"}),
    "form.unknown_column": lambda: sender().cells({"I9": "Người nhập", "I12": "Lan"}),
    "form.repeated_column": lambda: sender().cells({"I9": "Số liệu", "I12": 7}),
    "form.extra_sheet": lambda: sender().edit(
        lambda made: setattr(made.copy_worksheet(made["Biểu 1"]), "title", "Quý I")
    ),
    "form.hidden_sheet": lambda: sender().sheet(lambda sheet: setattr(sheet, "sheet_state", "hidden")),
    "form.commune_sheet": _commune_sheets,
    "form.missing_row": lambda: sender().sheet(unmerged(lambda sheet: sheet.delete_rows(sender().row("D02")))),
    "form.not_asked": lambda: sender().sheet(inserted(12, B12="D103.1", C12="Nhiệm vụ Đề án 06", F12=3)),
    "form.unknown_code": lambda: sender().sheet(inserted(12, B12="XYZ/9", C12="Dòng lạ", F12=3)),
    "form.misspelt_code": lambda: sender().cells({f"B{sender().row('D02')}": "D0Z", f"C{sender().row('D02')}": None}),
    "form.unknown_row": lambda: sender().sheet(inserted(12, C12="Dòng của tôi", F12=3)),
    "form.subset_row": lambda: sender().sheet(inserted(12, C12="Trong đó: nữ", F12=3)),
    "form.repeated_code": lambda: sender().sheet(inserted(14, B14="D01", F14=3)),
    "form.code_name_conflict": lambda: sender().cells({f"B{sender().row('D02')}": "D05"}),
    "form.hidden_value": lambda: sender().sheet(
        lambda sheet: setattr(sheet.row_dimensions[sender().row("D02")], "hidden", True)
    ),
    "form.unused_document": lambda: sender().cells({f"G{sender().row('D02')}": "12/QĐ-UBND"}),
    "form.old_font": lambda: sender().put("D13.name", "NguyÔn V¨n An", font=Font(name=".VnTime")),
    "form.old_letters": lambda: sender().put("D13.name", "NguyÔn V¨n An"),
    "form.missing_commune": lambda: sender().sheet(unmerged(lambda sheet: sheet.delete_rows(11)), "Biểu 2"),
    "form.repeated_commune": lambda: _commune("B", None, C11="Xã Nghĩa Hiệp"),
    "form.unknown_commune": lambda: _commune("B", None, C11="Xã Hoàn Toàn Khác"),
    "form.misspelt_commune": lambda: _commune("B", None, C11="Xã Nghĩa Hiêpp"),
    "form.former_commune": _old_commune,
    "form.other_structure": _old_commune,
    "form.other_time_commune": _early_commune,
    "form.commune_conflict": lambda: _commune("C", "Xã Nghĩa Hiệp"),
    "form.other_district": lambda: _commune("B", None, C11="Xã Nghĩa Hiệp (H. Ân Thi)"),
    "form.name_differs": lambda: _commune("C", "Thị trấn mới"),
    "form.sample_return": lambda: _sample(of=True, store=False),
    "form.real_return": lambda: _sample(of=False, store=True),
    "form.not_yours": _not_yours,
    "form.frozen_period": lambda: _frozen([]),
    "form.restatement": lambda: _frozen([(1,)]),
    "value.error_cell": lambda: sender().put("D02", "#REF!", data_type="e"),
    "value.formula_blank": lambda: sender().put("D02", "=SUM(A1:A2)"),
    "value.dash": lambda: sender().put("D02", "-"),
    "value.no_document": lambda: sender().cells({f"G{sender().row('D12')}": "chưa có"}),
    "value.not_a_number": lambda: sender().put("D02", "hai mươi"),
    "value.percent": lambda: sender().put("D02", 0.5, number_format="0%"),
    "value.negative": lambda: sender().put("D02", -5),
    "value.not_whole": lambda: sender().put("D02", 1.5),
    "value.percent_scale": _percent,
    "value.date_for_number": lambda: sender().put("D02", datetime(2024, 12, 10), number_format="dd/mm/yyyy"),
    "value.ratio": lambda: sender().put("D02", "10/12"),
    "value.approximate": lambda: sender().put("D02", "khoảng 20"),
    "value.several_numbers": lambda: sender().put("D02", "3 lớp/45 người"),
    "value.two_meanings": lambda: sender().put("D02", "1,234"),
    "value.other_unit": lambda: sender().put("D02", "12 tỷ đồng"),
    "value.read_as": lambda: sender().put("D02", "12 người"),
    "value.merged": lambda: sender().sheet(_merge_down),
    "value.garbled": lambda: sender().put("D13.name", "Hưng Yên".encode().decode("latin-1")),
    "value.not_yes_no": lambda: sender().put("D12", "đang làm"),
    "value.answer_pair": _answers_apart,
    "value.not_in_list": lambda: sender().put("D17", "50%"),
    "value.misspelt_choice": lambda: sender().put("D17", "Đang rà soátt"),
    "value.hedged": lambda: sender().sheet(lambda sheet: setattr(sheet["D11"], "value", "cơ bản hoàn thành"), "Biểu 3"),
    "value.ditto": lambda: sender().put("D13.title", "nt"),
    "value.ditto_alone": lambda: sender().put("D13.name", "nt"),
    "value.date_for_document": lambda: sender().sheet(
        lambda sheet: sheet.cell(sender().row("D12"), 7, datetime(2024, 12, 10))
    ),
    "value.not_a_date": lambda: _days("đầu tháng"),
    "value.no_such_day": lambda: _days("31/11/2024"),
    "value.day_missing": lambda: _days("4/2024"),
    "value.day_month_swapped": _swapped,
    "value.missing": lambda: sender().put("D12", None),
    "na.not_allowed": lambda: sender().put("D12", "KAD"),
    "na.no_reason": lambda: sender().put("D15", "KAD"),
    "rule.more_than": lambda: sender().put("D16", 13),
    "rule.not_equal": lambda: sender().put("D46", 35),
    "rule.total_differs": lambda: sender().sheet(inserted(11, C11="Toàn huyện", D11=999, J11=999), "Biểu 2"),
    "evidence.missing": lambda: sender().cells({f"G{sender().row('D12')}": None}),
    "history.no_longer": lambda: _history("D12", True, "Không"),
    "history.jump": lambda: _history("D02", 12000, 12),
    "history.cumulative_fell": _cumulative,
    "history.dropped": lambda: _history("D02", 30, 12),
}


def example(code: str) -> Finding | None:
    """The first finding of this code that its maker makes; None when it makes none."""
    return next((finding for finding in MAKERS[code]() if finding.code == code), None)


def as_table(code: str, finding: Finding) -> str:
    """The example as a table of the data file. JSON's way of writing texts and whole numbers is TOML's too."""
    fixed = {"severity": finding.severity, "sheet": finding.sheet, "cell": finding.cell, "found": finding.found}
    lines = [f"{name} = {_quoted(text)}" for name, text in fixed.items()]
    params = ", ".join(f"{name} = {_quoted(value)}" for name, value in sorted(finding.params.items()))
    return "\n".join((f"[{code}]", *lines, f"params = {{ {params} }}" if params else "params = {}"))


def _quoted(value: object) -> str:
    whole = isinstance(value, (int, Decimal)) and not isinstance(value, bool) and value == int(value)
    return str(int(value)) if whole else json.dumps(str(value), ensure_ascii=False)


if __name__ == "__main__":
    head = (
        "# An example of each finding, for the method page. Written by ``python -m tests.helpers.finding_examples``.\n"
    )
    tables = [as_table(code, example(code)) for code in MAKERS]
    EXAMPLES_FILE.write_text("\n\n".join((head.rstrip(), *tables)) + "\n", encoding="utf-8", newline="\n")
