"""Which store this server opens, once for all its readers; it makes the sample store when there is none."""

from __future__ import annotations

import gc
import importlib
import os
import pkgutil
import threading
from pathlib import Path

import streamlit as st

from dxmetrics import documents, metrics, ui
from dxmetrics.store import Store, open_store
from dxmetrics.store.lake import is_lake
from dxmetrics.store.sample import ensure_sample_store
from dxmetrics.text import Words
from dxmetrics.ui import loopback

_SETTING, _SAMPLE = "DXMETRICS_DB", "data/sample.duckdb"
_SERVER = "dxmetrics.ui.server"
"""It imports us, and stands there already where it is wanted."""


def store_path() -> tuple[Path | str, bool]:
    """The store's file (a shared store's setting) and whether it is the sample one, which we may make ourselves."""
    named = os.environ.get(_SETTING)
    if named and is_lake(named):
        return named, False
    return (Path(named), False) if named else (Path(_SAMPLE), True)


def current_store(words: Words) -> Store:
    """The open store. The first reader on a new machine watches the sample being made."""
    path, is_sample = store_path()
    with _door():
        if is_sample and not path.exists():
            _make_sample(path, words)
        return _open(str(path), is_sample)


def _make_sample(path: Path, words: Words) -> None:
    bar = st.progress(0.0, text=words("start.making_sample"))
    ensure_sample_store(
        path, lambda done, total: bar.progress(min(done / max(total, 1), 1.0), text=words("start.making_sample"))
    )
    bar.empty()


def _close(store: Store) -> None:
    loopback.stop(store)
    store.close()


@st.cache_resource(show_spinner=False, on_release=_close)
def _open(path: str, is_sample: bool) -> Store:
    _import_pages()
    store = open_store(path, sample=is_sample)
    metrics.publish(store)
    if not store.is_shared:  # commands open a shared one themselves
        loopback.listen(store)
    # What lives as long as the server needn't be looked at by every collection: 63 ms a run become 5-9 (platform.md).
    gc.collect()
    gc.freeze()
    return store


def _import_pages() -> None:
    """All that pages import, by one thread: two readers who open two pages first could meet modules half made."""
    for package in (documents, ui):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name != _SERVER:
                importlib.import_module(module.name)


@st.cache_resource(show_spinner=False)
def _door() -> threading.RLock:
    """Two first readers at once must not both make the store."""
    return threading.RLock()
