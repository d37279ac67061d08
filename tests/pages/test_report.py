"""The quarter's papers on the page: what is recorded there stands in the store, with who and why."""

from __future__ import annotations

import threading
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dxmetrics import metrics
from dxmetrics.store import Store, open_store
from dxmetrics.text import words
from dxmetrics.ui.navigation import entry
from dxmetrics.ui.stores import current_store
from tests.helpers.serving import PATIENCE

SAY = words("vi")
WHO, WHY, PERIOD = "Nguyễn Thị Lan", "theo công văn 12", "2024Q2"


def part(open_app, store: Path, name: str) -> AppTest:
    """The page with one of its parts open."""
    app = open_app(store, period=PERIOD, part=name)
    return sound(app.switch_page(entry("report").file).run())


def sound(app: AppTest) -> AppTest:
    assert [item.value for item in app.exception] == []
    assert [item.value for item in app.error] == []
    return app


def choose(app: AppTest, place: str, name: str) -> AppTest:
    next(item for item in app.segmented_control if item.key.startswith(f"act:{place}")).set_value(name).run()
    return sound(app)


def field(items, key: str):
    return next(item for item in items if item.key.startswith(f"act_field:{key}"))


def confirm(app: AppTest, who: str = WHO, why: str = WHY) -> AppTest:
    next(item for item in app.text_input if item.key.startswith("act_by:")).set_value(who)
    next(item for item in app.text_input if item.key.startswith("act_reason:")).set_value(why)
    return next(item for item in app.button if item.key.startswith("act_do:")).click().run()


def told(app: AppTest) -> str:
    return "".join(item.value for item in sound(app).success).replace("\\", "")


def recorded(path: Path) -> list[tuple]:
    import streamlit as st

    st.cache_resource.clear()
    store = open_store(path)
    try:
        return store.rows("select event, org_unit, actor, reason from raw.trail_event order by event_id")
    finally:
        store.close()


def first_open() -> str:
    rows = metrics.difficulties(open_held(), PERIOD)
    row = rows[rows["state"] == "open"].iloc[0]
    return f"{row['org_unit']}/{row['kind']}/{row['matter']}"


def silent() -> str:
    rows = metrics.reporting(open_held(), PERIOD)
    return rows.loc[rows["state"] == "missing", "org_unit"].iloc[0]


def open_held() -> Store:
    """The store as the app itself holds it open."""
    return current_store(SAY)


def test_the_request_letter_is_recorded_with_its_deadlines(
    open_app, one_quarter_store_path: Path, tmp_path: Path
) -> None:
    app = choose(part(open_app, one_quarter_store_path, "request"), f"request/{PERIOD}", "request")
    field(app.text_input, "request:number").set_value("45/STTTT")
    field(app.date_input, "request:day").set_value(date(2024, 6, 3))
    field(app.date_input, "deadline:department").set_value(date(2024, 6, 21))
    app = confirm(app)
    assert told(app) == SAY("act.request.after", number="45/STTTT", count=1)
    assert "45/STTTT" in "".join(item.value for item in app.markdown)
    due = app.dataframe[0].value.set_index("level")
    assert due.loc[SAY("level.department"), "said_by"] == SAY("papers.by_letter")
    assert due.loc[SAY("level.district"), "said_by"] == SAY("papers.by_calendar")
    assert recorded(tmp_path / one_quarter_store_path.name) == [("request", None, WHO, WHY)]


def test_a_letter_without_a_number_is_refused_in_words(open_app, one_quarter_store_path: Path, tmp_path: Path) -> None:
    app = confirm(choose(part(open_app, one_quarter_store_path, "request"), f"request/{PERIOD}", "request"))
    assert [item.value.replace("\\", "") for item in app.error] == [SAY("error.store.no_number")]
    assert recorded(tmp_path / one_quarter_store_path.name) == []


def test_a_unit_is_given_longer_and_the_mistake_taken_back(
    open_app, one_quarter_store_path: Path, tmp_path: Path
) -> None:
    unit = "STC@2024-01-01"
    app = choose(part(open_app, one_quarter_store_path, "extensions"), f"extension/{PERIOD}", "extension")
    app.selectbox(key=f"extension_unit:{PERIOD}").select(unit).run()
    field(app.date_input, "until").set_value(date(2024, 6, 28))
    app = confirm(app)
    assert told(app) == SAY("act.extension.after", name="Sở Tài chính", day="28/06/2024")
    assert list(app.dataframe[0].value["reason"]) == [WHY]
    app = choose(app, f"extension/{PERIOD}", "take_back")
    app.selectbox(key="papers_which_extension").select(1).run()
    app = confirm(app)
    assert told(app) == SAY("act.take_back.after")
    assert not app.dataframe
    assert [row[:2] for row in recorded(tmp_path / one_quarter_store_path.name)] == [
        ("extension", unit),
        ("taken_back", unit),
    ]


def test_letters_to_late_units_are_marked_and_counted(open_app, one_quarter_store_path: Path, tmp_path: Path) -> None:
    app = part(open_app, one_quarter_store_path, "letters")
    late = app.dataframe[0].value
    app.toggle(key="papers_all_reminder").set_value(False).run()
    box = app.multiselect(key=f"papers_units_reminder_{PERIOD}")
    assert len(box.options) == len(late) > 0
    box.select(silent()).run()
    app = choose(app, f"letters/{PERIOD}/reminder", "letter")
    field(app.text_input, "letter:number").set_value("7/STTTT")
    field(app.date_input, "letter:day").set_value(date(2024, 6, 20))
    app = confirm(app)
    assert told(app) == SAY("act.letter.after", count=1, number="7/STTTT", date="20/06/2024")
    assert sorted(app.dataframe[0].value["reminders"]) == [0] * (len(late) - 1) + [1]
    assert list(app.dataframe[1].value["document_number"]) == ["7/STTTT"]
    app = sound(app.switch_page(entry("reporting").file).run())
    text = "".join(item.value for item in app.markdown)
    assert SAY("papers.reminders", count=1, units=1) in text
    assert [frame.value["reminders"].sum() for frame in app.dataframe if "reminders" in frame.value] == [1]


def test_difficulties_are_answered_and_forwarded(open_app, one_quarter_store_path: Path, tmp_path: Path) -> None:
    app = part(open_app, one_quarter_store_path, "matters")
    for act, field_name, value in (("answer", "text", "đã hướng dẫn"), ("forward", "recipient", "Sở Tài chính")):
        before = len(app.selectbox(key="pick_matters").options)
        app.selectbox(key="pick_matters").select(first_open()).run()
        app = choose(app, f"matters/{PERIOD}/", act)
        field([*app.text_input, *app.text_area], field_name).set_value(value)
        app = confirm(app)
        assert SAY(f"act.{act}.after", name="", recipient="")[:12] in told(app)
        assert len(app.selectbox(key="pick_matters").options) == before - 1, "no longer open"
    app.segmented_control(key="matters_state").set_value("forwarded").run()
    assert list(sound(app).dataframe[0].value["recipient"]) == ["Sở Tài chính"]
    assert [row[0] for row in recorded(tmp_path / one_quarter_store_path.name)] == ["answered", "forwarded"]


def test_those_who_say_the_same_are_answered_together(open_app, one_quarter_store_path: Path, tmp_path: Path) -> None:
    app = part(open_app, one_quarter_store_path, "matters")
    rows = metrics.difficulties(open_held(), PERIOD)
    said = rows.groupby(["kind", "text"])["org_unit"].transform("size")
    row = rows[said == said.max()].iloc[0]
    assert said.max() > 1
    app.selectbox(key="pick_matters").select(f"{row['org_unit']}/{row['kind']}/{row['matter']}").run()
    app = choose(app, f"matters/{PERIOD}/", "answer")
    field(app.text_area, "text").set_value("đã hướng dẫn chung")
    field(app.checkbox, "together").check()
    assert str(said.max() - 1) in told(confirm(app))
    states = metrics.difficulties(open_held(), PERIOD)
    assert (states["state"] == "answered").tolist() == (
        (states["text"] == row["text"]) & (states["kind"] == row["kind"])
    ).tolist()


def test_all_templates_come_as_one_zip_made_beside_the_page(open_app, one_quarter_store_path: Path) -> None:
    app = part(open_app, one_quarter_store_path, "request")
    app.button(key="make_templates").click().run()
    work = app.session_state["work"]["templates"][1]
    work.thread.join(60)
    assert len(zipfile.ZipFile(BytesIO(work.data)).namelist()) > 30
    sound(app.run())
    assert "take_templates" in {button.key for button in app.get("download_button")}


def test_the_report_can_be_looked_at_before_it_is_made(open_app, one_quarter_store_path: Path, tmp_path: Path) -> None:
    app = part(open_app, one_quarter_store_path, "report")
    assert SAY("papers.current_only") in [item.value for item in app.caption]
    assert len(app.expander) > 5
    assert not [item for item in app.segmented_control if item.key == "papers_figures"]
    metrics.freeze(open_held(), PERIOD, by=WHO, reason=WHY)
    sound(app.run())
    assert app.segmented_control(key="papers_figures").value == "frozen"
    app.button(key="make_report").click().run()
    work = app.session_state["work"]["report"][1]
    work.thread.join(PATIENCE)
    assert work.data[:2] == b"PK" and work.done == work.total
    sound(app.segmented_control(key="papers_figures").set_value("current").run())
    assert "make_report" in {button.key for button in app.button}, "other figures, another report"


def test_cancelling_ends_the_work(open_app, one_quarter_store_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import dxmetrics.store.templates as templates

    steps: list[str] = []
    second, cancelled = threading.Event(), threading.Event()

    def slow(store, unit, period):
        steps.append(unit)
        if len(steps) == 2:
            second.set()
            assert cancelled.wait(PATIENCE)
        return f"{unit}.xlsx", b""

    monkeypatch.setattr(templates, "template_file", slow)
    app = part(open_app, one_quarter_store_path, "request")
    app.button(key="make_templates").click().run()
    work = app.session_state["work"]["templates"][1]
    assert second.wait(PATIENCE) and work.is_running
    app.button(key="cancel_templates").click().run()
    cancelled.set()
    work.thread.join(PATIENCE)
    assert not work.is_running and work.data is None and len(steps) == 2
    assert "make_templates" in {button.key for button in sound(app.run()).button}
