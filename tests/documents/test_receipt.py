"""The receipt names every file of the pile, what became of it and why."""

import io
from datetime import datetime

import openpyxl
import pytest

from dxmetrics.catalog import load_catalog
from dxmetrics.documents.receipt import receipt_table, receipt_xlsx
from dxmetrics.findings import Finding
from dxmetrics.store.outcome import Outcome
from dxmetrics.text import words

UNIT = "327@2024-01-01"


def outcome(file: str, result: str, *findings: Finding, known: bool = True) -> Outcome:
    whose = (UNIT, "2024Q2", "district", 1) if known else (None, None, None, None)
    return Outcome(file, result, *whose, 5, 4, 3, 2, findings, ())


def number_fault(cell: str) -> Finding:
    return Finding(
        "value.not_a_number", "error", "Biểu 1", cell, "abc", {"element": "D01", "name": "x", "unit": "người"}
    )


PILE = (
    outcome("a.xlsx", "accepted"),
    outcome("=b.xlsx", "rejected", *(number_fault(f"F{row}") for row in range(10, 20)), Finding("file.macros", "note")),
    outcome("c.xlsx", "pending", Finding("form.extra_sheet", "warning", "Cũ", "", "Cũ")),
    outcome("d.pdf", "rejected", Finding("file.pdf", "error"), known=False),
    outcome("a.xlsx", "unchanged"),
)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_file_has_its_line_in_the_order_of_the_pile(language: str) -> None:
    say = words(language)
    rows = receipt_table(PILE, load_catalog(), say).rows
    assert list(rows["file"]) == [item.file for item in PILE]
    assert list(rows["outcome"]) == [say(f"outcome.{item.outcome}") for item in PILE]
    assert rows["unit"][0] and rows["period"][0]
    assert (rows["unit"][3], rows["period"][3]) == ("", "")
    assert list(rows.loc[1, ["errors", "warnings", "notes", "new", "changed", "unchanged", "removed"]]) == [
        10,
        0,
        1,
        5,
        4,
        3,
        2,
    ]


def test_why_is_said_once_for_what_one_remedy_mends() -> None:
    say = words("vi")
    rows = receipt_table(PILE, load_catalog(), say).rows
    lines = rows["why"][1].splitlines()
    assert len(lines) == 2
    assert "'Biểu 1'!F10, F11" in lines[0] and lines[0].count("F1") == 8 and "10" in lines[0]
    assert say("file.pdf.remedy") in rows["why"][3]
    assert rows["why"][0] == ""


def test_the_workbook_has_the_counts_and_runs_nothing() -> None:
    at = datetime.fromisoformat("2024-06-17T09:30+07:00")
    book = openpyxl.load_workbook(io.BytesIO(receipt_xlsx(PILE, load_catalog(), words("vi"), by="Chị Lan", at=at)))
    data, facts = book.worksheets
    assert data.max_row == 1 + len(PILE)
    assert data["B3"].value == "=b.xlsx" and data["B3"].data_type == "s"
    told = dict(facts.values)
    assert told["Người tiếp nhận"] == "Chị Lan"
    assert told["Trả lại để sửa"] == "2"
