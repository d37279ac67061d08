"""The commands that write documents: the files they leave, what they say, and how they end."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from dxmetrics.cli.main import main


@pytest.fixture(scope="module")
def quarter(one_quarter_store_path: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store of one quarter to read from."""
    return str(shutil.copy(one_quarter_store_path, tmp_path_factory.mktemp("papers")))


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def sound(path: Path) -> bool:
    return bool(Document(BytesIO(path.read_bytes())).paragraphs)


@pytest.mark.parametrize("command", ["report", "brief"])
def test_one_document_is_written(
    quarter: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    path = tmp_path / "new" / "x.docx"
    code, out, err = run(capsys, command, "--db", quarter, "--period", "2024Q2", "--out", str(path))
    assert code == 0 and str(path) in out and sound(path)
    assert ("[8/8]" in err) == (command == "report")


def test_letters_are_written_one_a_unit(quarter: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "letters", "--db", quarter, "--period", "2024Q2", "--out", str(tmp_path / "all"))
    files = list((tmp_path / "all").iterdir())
    assert code == 0 and str(len(files)) in out and len(files) > 3 and all(map(sound, files))
    asked = ("letters", "--db", quarter, "--period", "2024Q2", "--kind", "request", "--out", str(tmp_path / "one"))
    assert run(capsys, *asked)[0] == 0
    assert [path.name for path in (tmp_path / "one").iterdir()] == ["2024Q2-request.docx"]


def test_what_can_t_be_written_is_said_in_words(
    quarter: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    none = ("report", "--db", quarter, "--period", "2024Q4", "--out", str(tmp_path / "x.docx"))
    code, _, err = run(capsys, *none)
    assert code == 1 and "chưa có báo cáo nào" in err and not (tmp_path / "x.docx").exists()
    frozen = ("brief", "--db", quarter, "--period", "2024Q2", "--figures", "frozen", "--out", str(tmp_path / "x.docx"))
    assert run(capsys, *frozen)[0] == 2
    joined = ("letters", "--db", quarter, "--period", "2025Q3", "--kind", "request", "--out", str(tmp_path / "none"))
    code, _, err = run(capsys, *joined)
    assert code == 1 and "documents.toml" in err and not (tmp_path / "none").exists()
