"""What offices without Excel send: our templates opened and saved by LibreOffice read as if nobody had touched them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from dxmetrics.catalog import Catalog
from dxmetrics.periods import Period
from dxmetrics.workbook.draft import ReturnDraft
from dxmetrics.workbook.reading import read_return
from dxmetrics.workbook.template import build_template
from tests.helpers.books import edited, filling
from tests.helpers.two_readers import agree, sheets_left_to_expat

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
UNITS = (
    ("327@2024-01-01", "2024Q2"),
    ("STTTT@2024-01-01", "2024Q2"),
    ("11953@2025-07-01", "2025Q3"),
    ("VNPT@2024-01-01", "2024Q4"),
    ("ĐPTTH@2024-01-01", "2024Q4"),
)
REORDERED = ("Ghi chú", "Kỳ này", "Mã", "Nội dung")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory, catalog: Catalog) -> dict[str, tuple[bytes, bytes]]:
    """By unit: the filled template, and the same after LibreOffice has opened and saved it. One run for all."""
    sent, back = tmp_path_factory.mktemp("sent"), tmp_path_factory.mktemp("back")
    for number, (unit_id, quarter) in enumerate(UNITS):
        unit, period = catalog.units[unit_id], Period.parse(quarter)
        data = build_template(catalog, unit, period, {}, (), values=filling(catalog, unit, period))
        (sent / f"{number}.xlsx").write_bytes(data)
    _convert(sorted(sent.iterdir()), back, tmp_path_factory.mktemp("profile"))
    names = [f"{number}.xlsx" for number in range(len(UNITS))]
    return {
        unit: ((sent / name).read_bytes(), (back / name).read_bytes())
        for (unit, _), name in zip(UNITS, names, strict=True)
    }


def _convert(files: list[Path], out: Path, profile: Path) -> None:
    command = [
        SOFFICE,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    ]
    subprocess.run([*command, "--outdir", str(out), *map(str, files)], check=True, capture_output=True, timeout=180)


def values(draft: ReturnDraft) -> dict[tuple[str, str], object]:
    return {
        (value.org_unit, value.data_element): (value.state, value.value, value.note, value.cell)
        for value in draft.values
    }


@pytest.mark.parametrize("unit_id", [unit for unit, _ in UNITS])
def test_the_same_values_at_the_same_cells(
    saved: dict[str, tuple[bytes, bytes]], catalog: Catalog, unit_id: str
) -> None:
    sent, back = (read_return(data, catalog) for data in saved[unit_id])
    assert saved[unit_id][0] != saved[unit_id][1]
    assert sheets_left_to_expat(saved[unit_id][1]) == []
    assert agree(saved[unit_id][1]).sheets
    assert [finding.code for finding in back.findings] == []
    assert values(back) == values(sent)
    assert (back.org_unit, back.period, back.form, back.version) == (
        sent.org_unit,
        sent.period,
        sent.form,
        sent.version,
    )


@pytest.mark.parametrize("unit_id", [unit for unit, _ in UNITS])
def test_without_its_hidden_sheet_and_with_other_columns(
    saved: dict[str, tuple[bytes, bytes]], catalog: Catalog, unit_id: str
) -> None:
    sent = read_return(saved[unit_id][0], catalog)
    back = read_return(edited(saved[unit_id][1], _rework), catalog)
    assert {finding.code for finding in back.findings} == {"form.no_marker"}
    assert {key: value[:3] for key, value in values(back).items()} == {
        key: value[:3] for key, value in values(sent).items()
    }


def _rework(made: openpyxl.Workbook) -> None:
    """Drop the hidden sheet and put other columns first in Biểu 1."""
    made.remove(made["_dx"])
    sheet = made["Biểu 1"]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    header = [sheet.cell(9, col).value for col in range(1, 9)]
    order = [header.index(name) for name in REORDERED]
    order += [col for col in range(8) if col not in order]
    for row in range(9, sheet.max_row + 1):
        texts = [sheet.cell(row, col).value for col in range(1, 9)]
        for col, source in enumerate(order, 1):
            sheet.cell(row, col).value = texts[source]
