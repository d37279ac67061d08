"""Loading a pile through the page: checked first, nothing loaded before a person says so."""

from pathlib import Path

import pytest

from dxmetrics.periods import Period
from dxmetrics.store import open_store
from dxmetrics.text import words
from dxmetrics.ui.navigation import entry
from sample_data import generate

SAY = words("vi")


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The invented returns of the first quarter."""
    from dxmetrics.catalog import load_catalog

    folder = tmp_path_factory.mktemp("returns")
    return [path for path in generate.write(folder, Period(2024, 2), load_catalog()) if path.suffix == ".xlsx"]


def intake(open_app, path: Path):
    return open_app(path).switch_page(entry("intake").file).run()


def drop(app, files: list[tuple[str, bytes]]):
    for name, data in files:
        app.file_uploader[0].upload(name, data)
    return app.run()


def test_a_pile_is_checked_and_only_then_accepted(
    open_app, empty_store_path: Path, returns: list[Path], tmp_path: Path
) -> None:
    app = intake(open_app, empty_store_path)
    app.selectbox(key="intake_period").select("2024Q2").run()
    drop(
        app,
        [(path.name, path.read_bytes()) for path in returns[:4]]
        + [("anh.xlsx", b"not a workbook"), ("rong.xlsx", b"")],
    )
    assert [item.value for item in app.error] == []
    shown = app.dataframe[0].value
    assert len(shown) == 6
    rejected = "✕ " + SAY("outcome_dry.rejected")
    assert set(shown.loc[shown["name"].isin(["anh.xlsx", "rong.xlsx"]), "outcome"]) == {rejected}
    app.button(key="accept_warned" if not app.button(key="accept_warned").disabled else "accept_clean").click().run()
    assert [item.value for item in app.error] == []
    assert len(app.success) == 1


def test_a_faulty_file_shows_its_faults(open_app, empty_store_path: Path) -> None:
    app = drop(intake(open_app, empty_store_path), [("hong.xlsx", b"PK\x03\x04 broken")])
    assert [item.value for item in app.error] == []
    assert len(app.dataframe) == 2
    assert app.button(key="accept_clean").disabled


def test_two_files_of_one_name_both_stand(open_app, empty_store_path: Path) -> None:
    app = drop(intake(open_app, empty_store_path), [("a.xlsx", b"one"), ("a.xlsx", b"two")])
    assert len(app.dataframe[0].value) == 2
    assert [item.value for item in app.error] == []


def test_nothing_is_loaded_by_looking(open_app, empty_store_path: Path, returns: list[Path], tmp_path: Path) -> None:
    app = intake(open_app, empty_store_path)
    app.selectbox(key="intake_period").select("2024Q2").run()
    drop(app, [(returns[0].name, returns[0].read_bytes())])
    import streamlit as st

    st.cache_resource.clear()
    store = open_store(tmp_path / empty_store_path.name)
    try:
        assert store.rows("select count(*) from raw.revision") == [(0,)]
    finally:
        store.close()
