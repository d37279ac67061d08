"""Which store is opened, and that the sample is made once where there is none."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from dxmetrics.store import open_store
from dxmetrics.text import words
from dxmetrics.ui import stores


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
