"""Which store is opened, and that the sample is made once where there is none."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from dxmetrics.store import open_store
from dxmetrics.text import words
from dxmetrics.ui import stores
from tests.helpers.serving import ROOT


@pytest.fixture(autouse=True)
def fresh_cache() -> Iterator[None]:
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


def test_the_setting_names_the_store(monkeypatch: pytest.MonkeyPatch, empty_store_path: Path) -> None:
    monkeypatch.setenv("DXMETRICS_DB", str(empty_store_path))
    assert stores.store_path() == (empty_store_path, False)
    store = stores.current_store(words("vi"))
    assert not store.is_sample
    assert stores.current_store(words("vi")) is store


def test_without_a_setting_the_sample_is_made_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made = []

    def make(path: Path, progress: object) -> None:
        made.append(path)
        progress(1, 2)
        open_store(path, sample=True).close()

    monkeypatch.delenv("DXMETRICS_DB", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(stores, "ensure_sample_store", make)
    assert stores.current_store(words("vi")).is_sample
    stores.current_store(words("vi"))
    assert made == [Path("data/sample.duckdb")]


PAGES = """
import ast, importlib, sys
from pathlib import Path
from dxmetrics.ui import stores
stores._import_pages()
before = set(sys.modules)
for path in Path("pages").glob("*.py"):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module.startswith("dxmetrics"):
            for name in node.names:
                try:
                    importlib.import_module(f"{node.module}.{name.name}")
                except ModuleNotFoundError:
                    importlib.import_module(node.module)
print(sorted(name for name in set(sys.modules) - before if name.startswith("dxmetrics")))
"""


def test_no_page_imports_anything_once_the_store_is_open() -> None:
    """Two threads that import parts of one package at once can meet a module half made."""
    done = subprocess.run([sys.executable, "-c", PAGES], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
