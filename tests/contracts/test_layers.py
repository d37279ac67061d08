"""One direction: nothing knows what is to its right (architecture.md, Layout)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BASE = {"errors", "findings", "periods", "roles"}
TEXT = {"text", "periods", "errors", "findings"}
MAY_SEE = {
    "errors": BASE,
    "findings": BASE,
    "periods": BASE,
    "roles": BASE,
    "text": TEXT,
    "catalog": BASE | {"catalog"},
    "workbook": BASE | {"catalog", "workbook", "text"},
    "checks": BASE | {"catalog", "workbook", "checks", "text"},
    "store": BASE | {"catalog", "workbook", "checks", "store", "text"},
    "metrics": BASE | {"catalog", "store", "metrics"},
    "documents": BASE | {"catalog", "store", "metrics", "documents", "text"},
    "charts": {"charts", "text", "periods"},
    "cli": BASE | {"catalog", "workbook", "checks", "store", "metrics", "documents", "text", "cli"},
    "ui": BASE | {"catalog", "workbook", "checks", "store", "metrics", "documents", "text", "charts", "cli", "ui"},
    "__main__": {"cli", "ui"},
    "__init__": set(),
}
BORROWS = {"cli/export.py": {"ui"}}
"""``export`` gives a script the very tables of the pages, and asks for them only when it is called."""
PAGES = {"ui", "metrics", "charts", "documents", "text"}
SOURCES = sorted((ROOT / "dxmetrics").rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    """Every module a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def rooms(path: Path) -> set[str]:
    """The rooms of dxmetrics a file imports from."""
    named = (name.split(".") for name in imports(path) if name.startswith("dxmetrics."))
    return {
        parts[1]
        for parts in named
        if (ROOT / "dxmetrics" / parts[1]).is_dir() or (ROOT / "dxmetrics" / f"{parts[1]}.py").exists()
    }


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_sees_only_what_is_to_its_left(path: Path) -> None:
    room = path.relative_to(ROOT / "dxmetrics").parts[0].removesuffix(".py")
    assert rooms(path) <= MAY_SEE[room] | BORROWS.get(str(path.relative_to(ROOT / "dxmetrics")), set())
    assert not {name for name in imports(path) if name.split(".")[0] in ("pages", "app", "tests")}


@pytest.mark.parametrize("path", [*sorted((ROOT / "pages").glob("*.py")), ROOT / "app.py"], ids=lambda path: path.name)
def test_pages_see_the_rooms_made_for_them(path: Path) -> None:
    assert rooms(path) <= PAGES
    assert not {name for name in imports(path) if name.split(".")[0] in ("pandas", "plotly", "duckdb")}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_ui_imports_streamlit_and_only_charts_plotly(path: Path) -> None:
    room = path.relative_to(ROOT / "dxmetrics").parts[0]
    packages = {name.split(".")[0] for name in imports(path)}
    assert "streamlit" not in packages or room == "ui"
    assert "plotly" not in packages or room in ("charts", "ui")
    assert "duckdb" not in packages or room in ("store", "metrics")
    assert "openpyxl" not in packages or room in ("workbook", "documents")


def test_what_is_borrowed_is_asked_for_when_it_is_needed() -> None:
    for name, borrowed in BORROWS.items():
        top = ast.parse((ROOT / "dxmetrics" / name).read_text(encoding="utf-8")).body
        named = [node.module or "" for node in top if isinstance(node, ast.ImportFrom)]
        assert not {module.split(".")[1] for module in named if module.startswith("dxmetrics.")} & borrowed


def test_the_invented_returns_are_a_tool_beside_the_package() -> None:
    """Two commands call the generator, at the moment they need it; nothing depends on it at import."""
    for path in SOURCES:
        top = ast.parse(path.read_text(encoding="utf-8")).body
        named = [
            node for node in top if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sample_data")
        ]
        assert not named, path
