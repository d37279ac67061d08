"""Loading a pile through the page: checked first, nothing loaded before a person says so."""

import io
import zipfile
from pathlib import Path

import streamlit as st

from dxmetrics.store import open_store
from dxmetrics.text import words
from dxmetrics.ui.navigation import entry

SAY = words("vi")


RETURNS = sorted((Path(__file__).resolve().parents[2] / "sample_data/returns/2024Q2").glob("*.xlsx"))


def intake(open_app, path: Path):
    return open_app(path).switch_page(entry("intake").file).run()


def drop(app, files: list[tuple[str, bytes]]):
    for name, data in files:
        app.file_uploader[0].upload(name, data)
    return app.run()


def test_a_pile_is_checked_and_only_then_accepted(open_app, empty_store_path: Path) -> None:
    app = intake(open_app, empty_store_path)
    app.selectbox(key="intake_period").select("2024Q2").run()
    drop(
        app,
        [(path.name, path.read_bytes()) for path in RETURNS[:4]]
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


def test_a_faulty_return_can_be_recorded_as_sent_back(open_app, empty_store_path: Path) -> None:
    app = intake(open_app, empty_store_path)
    app.selectbox(key="intake_period").select("2024Q3").run()
    drop(app, [(RETURNS[0].name, RETURNS[0].read_bytes())])  # a return of another quarter than the one in hand
    app.button(key="record_rejected").click().run()
    assert [item.value for item in app.error] == []
    assert app.warning[0].value == SAY("intake.done_rejected", count=1)


def test_two_files_of_one_name_both_stand(open_app, empty_store_path: Path) -> None:
    app = drop(intake(open_app, empty_store_path), [("a.xlsx", b"one"), ("a.xlsx", b"two")])
    assert len(app.dataframe[0].value) == 2
    assert [item.value for item in app.error] == []


def test_nothing_is_loaded_by_looking(open_app, empty_store_path: Path, tmp_path: Path) -> None:
    app = intake(open_app, empty_store_path)
    app.selectbox(key="intake_period").select("2024Q2").run()
    drop(app, [(RETURNS[0].name, RETURNS[0].read_bytes())])
    st.cache_resource.clear()
    store = open_store(tmp_path / empty_store_path.name)
    try:
        assert store.rows("select count(*) from raw.revision") == [(0,)]
    finally:
        store.close()


def test_a_zip_of_returns_is_opened(open_app, empty_store_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in RETURNS[:3]:
            archive.writestr(path.name, path.read_bytes())
    app = intake(open_app, empty_store_path)
    app.selectbox(key="intake_period").select("2024Q2").run()
    drop(app, [("ca-quy.zip", packed.getvalue())])
    assert [item.value for item in app.error] == []
    assert sorted(app.dataframe[0].value["name"]) == [path.name for path in RETURNS[:3]]
