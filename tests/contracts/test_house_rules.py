"""Rules of the house that a machine can check: sizes, docstrings, words and SQL in their own places."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = sorted([*(ROOT / "dxmetrics").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"])
OURS = sorted([*PRODUCT, *(ROOT / "sample_data").rglob("*.py"), *(ROOT / "tests").rglob("*.py")])
SQL_FILES = sorted((ROOT / "dxmetrics" / "store" / "sql").rglob("*.sql"))
MOST_LINES, MOST_IN_TESTS, MOST_IN_FUNCTION = 400, 450, 60
_SQL = re.compile(
    r"\b(select|insert into|delete from|create (table|view|schema)|update)\b.+\b(from|values|set|as)\b", re.IGNORECASE
)
_TONED = {"ă", "â", "đ", "ê", "ô", "ơ", "ư"}
_TYPED_BY_HAND = {"D96", "D97"}
"""Cells of Biểu 4, a sheet of free rows whose two columns the reader must tell apart (plan/sheets.csv names them
so)."""


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.mark.parametrize("path", OURS, ids=short)
def test_modules_and_functions_are_small(path: Path) -> None:
    most = MOST_IN_TESTS if "tests" in path.relative_to(ROOT).parts else MOST_LINES
    assert len(path.read_text(encoding="utf-8").splitlines()) <= most
    long = {node.name: node.end_lineno - node.lineno + 1 for node in functions(path)}
    assert not {name: lines for name, lines in long.items() if lines > MOST_IN_FUNCTION}


@pytest.mark.parametrize("path", PRODUCT, ids=short)
def test_modules_say_what_they_are_for(path: Path) -> None:
    if path.name != "__init__.py" or path.read_text(encoding="utf-8").strip():
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", PRODUCT, ids=short)
def test_no_todo_and_no_rubbish_drawer(path: Path) -> None:
    assert not re.search(r"\b(TODO|FIXME|XXX)\b", path.read_text(encoding="utf-8"))
    assert path.stem not in ("utils", "helpers", "misc", "common")


@pytest.mark.parametrize("path", PRODUCT, ids=short)
def test_no_vietnamese_literal_in_code(path: Path) -> None:
    """Words live in the catalogues and the Plan's data; docstrings may name an example."""
    found = [text for text in _literals(path) if _is_vietnamese(text)]
    assert not found


def _literals(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    prose = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value


def _is_vietnamese(text: str) -> bool:
    """Letters of the language in a word; a table of Đ and đ is no word."""
    for word in re.findall(r"\w{2,}", unicodedata.normalize("NFC", text).lower()):
        marks = any("\u0300" <= char <= "\u0323" for char in unicodedata.normalize("NFD", word))
        if set(word) != {"đ"} and (marks or _TONED & set(word)):
            return True
    return False


@pytest.mark.parametrize("path", sorted((ROOT / "pages").glob("*.py")), ids=short)
def test_pages_hold_no_sql(path: Path) -> None:
    assert not [text for text in _literals(path) if _SQL.search(text)]


@pytest.mark.parametrize("path", SQL_FILES, ids=short)
def test_sql_files_begin_by_saying_what_a_row_is(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("-- ") and len(first) > 20
    if path.parent.name == "mart":
        sentence = " ".join(
            line.removeprefix("--").strip()
            for line in path.read_text(encoding="utf-8").splitlines()
            if line.startswith("--")
        )
        assert re.search(r"\bone row\b", sentence), "the grain"


@pytest.mark.parametrize("path", SQL_FILES, ids=short)
def test_sql_keywords_are_lower_case(path: Path) -> None:
    code = "\n".join(line.split("--")[0] for line in path.read_text(encoding="utf-8").splitlines())
    code = re.sub(r"'[^']*'", "", code)
    assert not re.search(r"\b(SELECT|FROM|WHERE|JOIN|INSERT|CREATE|UPDATE|DELETE|GROUP|ORDER|CASE|WHEN)\b", code)


@pytest.mark.parametrize("path", PRODUCT, ids=short)
def test_no_path_of_a_machine_and_no_design_folder(path: Path) -> None:
    assert not [
        text for text in _literals(path) if re.match(r"(/(work|home|tmp|usr)/|[A-Z]:\\)", text) or "../shared" in text
    ]


def test_no_target_unit_or_deadline_in_code() -> None:
    """Codes of targets, cells and units are the Plan's data."""
    code = re.compile(r"(MT[1-6]|RB[12])[a-z]?|D\d{2,3}(\.\w+)?|.+@20\d\d-\d\d-\d\d|20\d\dQ[1-4]|20\d\d-\d\d-\d\d")
    for path in PRODUCT:
        found = {text for text in _literals(path) if code.fullmatch(text)}
        allowed = {"2024Q2", "2025Q4"} if path.parts[-2] == "cli" else set()  # how to write a quarter, in the help
        assert not found - allowed - _TYPED_BY_HAND, (short(path), found)
