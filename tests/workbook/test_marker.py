"""The hidden mark: read back whole, or not believed."""

from dxmetrics.workbook.cells import read_workbook
from dxmetrics.workbook.draft_writer import write_workbook
from dxmetrics.workbook.layout import load_layout
from dxmetrics.workbook.marker import Marker, marker_sheet, read_marker
from dxmetrics.workbook.sheet_draft import SheetDraft
from tests.helpers.books import with_cells

MARKER = Marker("district", "1", "327@2024-01-01", "2024Q2", True)


def written() -> bytes:
    return write_workbook([SheetDraft("Biểu 1", [10]), marker_sheet(MARKER, load_layout()["marker"])])


def test_reads_back() -> None:
    assert read_marker(read_workbook(written()).sheets[1]) == MARKER


def test_altered_or_lost_is_none() -> None:
    assert read_marker(None) is None
    for cell, value in (("B3", "329@2024-01-01"), ("B5", "no"), ("B6", None), ("A4", None)):
        assert read_marker(read_workbook(with_cells(written(), {("_dx", cell): value})).sheets[1]) is None
