"""``check --annotate DIR``: marked copies out, the sender's files untouched."""

import json
from pathlib import Path

import openpyxl
import pytest

from dxmetrics.catalog import load_catalog
from dxmetrics.cli.main import main
from dxmetrics.periods import Period
from dxmetrics.text import words
from dxmetrics.workbook.own_marks import RED
from dxmetrics.workbook.template import build_template
from tests.helpers.books import filling, with_cells

SAY = words("vi")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A clean return, a faulty one, and what is no workbook."""
    catalog, period = load_catalog(), Period(2024, 2)
    unit = catalog.units["327@2024-01-01"]
    clean = build_template(catalog, unit, period, {}, (), values=filling(catalog, unit, period))
    folder = tmp_path_factory.mktemp("den")
    made = {"sach": clean, "loi": with_cells(clean, {("Biểu 1", "F11"): "khoảng 20"}), "anh": b"%PDF-1.7"}
    paths = {name: folder / f"{name}.xlsx" for name in made}
    for name, data in made.items():
        paths[name].write_bytes(data)
    return paths


def check(store: Path, files: list[Path], *options: str) -> int:
    return main(["check", *map(str, files), "--db", str(store), *options])


def test_only_faulty_files_get_a_marked_copy(
    files: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in files.values()}
    out = tmp_path / "tra-lai"
    assert check(tmp_path / "a.duckdb", list(files.values()), "--json", "--annotate", str(out)) == 1
    printed = capsys.readouterr()
    assert len(json.loads(printed.out)) == 3
    assert [path.name for path in out.iterdir()] == ["loi.xlsx"]
    marked = openpyxl.load_workbook(out / "loi.xlsx")
    assert marked["Biểu 1"]["F11"].fill.fgColor.rgb == RED["error"]
    assert "anh.xlsx" in printed.err and SAY("file.pdf.message") in printed.err
    assert {path: path.read_bytes() for path in files.values()} == before


def test_the_language_of_the_command_is_that_of_the_marks(files: dict[str, Path], tmp_path: Path) -> None:
    check(tmp_path / "a.duckdb", [files["loi"]], "--lang", "en", "--annotate", str(tmp_path))
    assert openpyxl.load_workbook(tmp_path / "loi.xlsx").sheetnames[0] == words("en")("marking.sheet")


def test_a_sender_s_file_is_never_written_over(
    files: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files["loi"].read_bytes()
    assert check(tmp_path / "a.duckdb", [files["loi"]], "--annotate", str(files["loi"].parent)) == 1
    assert files["loi"].read_bytes() == before
    assert str(files["loi"]) in capsys.readouterr().err


def test_two_files_of_one_name_get_two_copies(files: dict[str, Path], tmp_path: Path) -> None:
    twin = tmp_path / "khac" / "loi.xlsx"
    twin.parent.mkdir()
    twin.write_bytes(files["loi"].read_bytes())
    check(tmp_path / "a.duckdb", [files["loi"], twin], "--annotate", str(tmp_path / "ra"))
    assert sorted(path.name for path in (tmp_path / "ra").iterdir()) == ["loi (2).xlsx", "loi.xlsx"]
