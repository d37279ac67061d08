"""The app in-process, on a store of the test's choice."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dxmetrics.ui.afterwards import AT_ONCE
from tests.helpers.serving import PATIENCE

APP = str(Path(__file__).resolve().parents[2] / "app.py")
Open = Callable[..., AppTest]


@pytest.fixture
def open_app(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Open]:
    """Open the app on a copy of the store (in ``folder``), with query parameters if any; it is closed at the end.

    ``at_once``: with the figures, for which otherwise the browser would ask.
    """

    def open_on(path: Path, folder: Path = tmp_path, at_once: bool = True, **params: str) -> AppTest:
        copy = folder / path.name
        if not copy.exists():
            shutil.copy(path, copy)
        monkeypatch.setenv("DXMETRICS_DB", str(copy))
        app = AppTest.from_file(APP, default_timeout=PATIENCE)
        for name, value in params.items():
            app.query_params[name] = value
        if at_once:
            app.session_state[AT_ONCE] = True
        return app.run()

    yield open_on
    st.cache_resource.clear()
    st.cache_data.clear()
