"""What goes back to the senders: marked copies under their names, and a receipt that leaves no file out."""

import io
import zipfile
from dataclasses import dataclass

import openpyxl
import pytest

from dxmetrics.findings import Finding
from dxmetrics.store.outcome import Outcome
from dxmetrics.ui.returned import safe_name, whole_pile, zip_marked
from dxmetrics.workbook.own_marks import RED
from tests.helpers.books import book

FAULT = Finding("value.not_a_number", "error", "Bảng", "B2", "abc", {"element": "D01", "name": "x", "unit": "người"})


@dataclass(frozen=True)
class File:
    name: str
    data: bytes
    outcome: Outcome


def outcome(file: str, result: str = "rejected", unit: str | None = None, *findings: Finding) -> Outcome:
    return Outcome(file, result, unit, None, None, None, 0, 0, 0, 0, findings, ())


def test_marked_copies_keep_their_names_and_never_leave_the_zip() -> None:
    data = book(Bảng="1 | 2\n3 | abc")
    names = ("a.xlsx", "A.xlsx", "../../etc/b.xlsx", "C:\\x\\a.xlsx")
    made = zip_marked([File(name, data, outcome(name, "rejected", None, FAULT)) for name in names], "vi")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.namelist() == ["a.xlsx", "A (2).xlsx", "b.xlsx", "a (3).xlsx"]
        marked = openpyxl.load_workbook(io.BytesIO(archive.read("b.xlsx")))
    assert marked["Bảng"]["B2"].fill.fgColor.rgb == RED["error"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [("a.xlsx", "a.xlsx"), ("../a.xlsx", "a.xlsx"), ("a\x00\u202eb.xlsx", "ab.xlsx"), ("..", "return.xlsx")],
)
def test_a_name_is_only_a_name(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_the_receipt_has_every_file_of_the_pile_in_its_order() -> None:
    checked = [outcome("a", "accepted", "u"), outcome("b"), outcome("a", "pending", "v"), outcome("c", "accepted")]
    loaded = [outcome("a", "accepted", "v"), outcome("c", "rejected")]
    whole = whole_pile(checked, loaded)
    assert [(item.file, item.outcome) for item in whole] == [
        ("a", "accepted"),
        ("b", "rejected"),
        ("a", "accepted"),
        ("c", "rejected"),
    ]
    assert whole[2] is loaded[0]
