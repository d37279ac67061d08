"""What an officer does after loading: looks a return over, accepts, withdraws, undoes, freezes; the trail tells all."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dxmetrics.periods import Period
from dxmetrics.store import freezing, open_store
from dxmetrics.store.loading import load_file
from dxmetrics.text import words
from dxmetrics.ui.navigation import entry

SAY = words("vi")
UNIT, OTHER, PERIOD = "STC@2024-01-01", "SNV@2024-01-01", "2024Q2"
RETURN = f"{UNIT}/department/{PERIOD}"
NAME = "Sở Tài chính"
WHO, WHY = "Nguyễn Thị Lan", "đã gọi điện xác nhận"


@pytest.fixture
def two_loads(empty_store_path: Path, tmp_path: Path, filled_return: Callable[..., bytes]) -> Path:
    """A store of two loads: one return accepted by the first; by the second its next revision, which waits, and one
    more."""
    path = tmp_path / "two_loads.duckdb"
    path.write_bytes(empty_store_path.read_bytes())
    store = open_store(path)
    load_file(store, "stc-1.xlsx", filled_return(UNIT, PERIOD, cells={"D81.1": 5}), by="Minh", batch_id="first")
    load_file(store, "stc-2.xlsx", filled_return(UNIT, PERIOD, cells={"D81.1": None}), by="Minh", batch_id="second")
    load_file(store, "snv.xlsx", filled_return(OTHER, PERIOD), by="Hoa", batch_id="second")
    store.close()
    return path


def part(open_app: Callable[..., AppTest], path: Path, name: str) -> AppTest:
    app = open_app(path).switch_page(entry("intake").file).run()
    app.selectbox(key="intake_period").select(PERIOD).run()
    app.session_state["intake_part_vi"] = SAY(f"intake.part.{name}")
    return sound(app.run())


def sound(app: AppTest) -> AppTest:
    assert [item.value for item in app.exception] == []
    assert [item.value for item in app.error] == []
    return app


def act(app: AppTest, name: str, place: str, who: str = WHO, why: str = WHY) -> AppTest:
    """Choose an act, say who and why, press its button."""
    choose = next(item for item in app.segmented_control if item.key.startswith(f"act:{place}"))
    choose.set_value(name).run()
    sound(app)
    return confirm(app, who, why)


def confirm(app: AppTest, who: str = WHO, why: str = WHY) -> AppTest:
    next(item for item in app.text_input if item.key.startswith("act_by:")).set_value(who)
    next(item for item in app.text_input if item.key.startswith("act_reason:")).set_value(why)
    return next(item for item in app.button if item.key.startswith("act_do:")).click().run()


def told(app: AppTest) -> str:
    return "".join(item.value for item in sound(app).success).replace("\\", "")


def events(path: Path) -> list[tuple[str, str, str]]:
    """What the copy the app ran on says happened, oldest first: of returns, then of quarters."""
    import streamlit as st

    st.cache_resource.clear()
    store = open_store(path)
    try:
        return store.rows("select event, actor, reason from raw.revision_event order by event_id") + store.rows(
            "select event, actor, reason from raw.period_event order by event_id"
        )
    finally:
        store.close()


def test_the_returns_of_a_quarter_with_their_newest_revision(open_app, two_loads: Path) -> None:
    app = part(open_app, two_loads, "returns")
    shown = app.dataframe[0].value.set_index("unit")
    assert shown.loc[NAME, "state"] == "◐ " + SAY("provenance.state.pending")
    assert (shown.loc[NAME, "revision"], shown.loc[NAME, "counting"]) == (2, 1)
    app.text_input(key="returns_search").set_value("so noi vu").run()
    assert list(app.dataframe[0].value["unit"]) == ["Sở Nội vụ"]
    app.text_input(key="returns_search").set_value("").run()
    app.segmented_control(key="returns_state").set_value("pending").run()
    assert list(app.dataframe[0].value["unit"]) == [NAME]


def test_a_return_shows_its_revisions_changes_faults_and_file(open_app, two_loads: Path) -> None:
    app = part(open_app, two_loads, "returns")
    app.selectbox(key="pick_returns").select(RETURN).run()
    history, changes, faults = (sound(app).dataframe[place].value for place in (1, 2, 3))
    assert list(history["revision"]) == [2, 1]
    gone = changes[changes["code"] == "D81.1"].iloc[0]
    assert (gone["old"], gone["new"]) == ("5", "")
    assert "'Biểu 1'!" in faults["cells"].iloc[0]
    assert "revision_download" in {button.key for button in app.get("download_button")}


def test_a_waiting_return_is_accepted_with_who_and_why(open_app, two_loads: Path, tmp_path: Path) -> None:
    app = part(open_app, two_loads, "returns")
    app.selectbox(key="pick_returns").select(RETURN).run()
    app = act(app, "accept", f"returns/{RETURN}")
    assert told(app) == SAY("act.accept.after", revision=2, name=f"{NAME}, Quý II/2024")
    assert app.dataframe[1].value["state"].iloc[0] == "✓ " + SAY("provenance.state.in_force")
    assert ("accepted", WHO, WHY) in events(tmp_path / two_loads.name)


def test_what_was_done_is_said_though_the_return_left_the_list(open_app, two_loads: Path) -> None:
    app = part(open_app, two_loads, "returns")
    app.segmented_control(key="returns_state").set_value("pending").run()
    app.selectbox(key="pick_returns").select(RETURN).run()
    app = act(app, "accept", f"returns/{RETURN}")  # the last that waited: nobody is offered that state any more
    assert told(app) == SAY("act.accept.after", revision=2, name=f"{NAME}, Quý II/2024")
    assert len(app.dataframe[0].value) == 2


@pytest.mark.parametrize(("who", "why", "code"), [("", WHY, "no_actor"), (WHO, "  ", "no_reason")])
def test_a_nameless_or_unexplained_act_is_refused_in_words(
    open_app, two_loads: Path, tmp_path: Path, who: str, why: str, code: str
) -> None:
    app = part(open_app, two_loads, "returns")
    app.selectbox(key="pick_returns").select(RETURN).run()
    app = act(app, "accept", f"returns/{RETURN}", who, why)
    assert [item.value.replace("\\", "") for item in app.error] == [SAY(f"error.store.{code}")]
    assert len(events(tmp_path / two_loads.name)) == 3


def test_withdrawing_says_first_what_will_count(open_app, two_loads: Path, tmp_path: Path) -> None:
    app = part(open_app, two_loads, "returns")
    app.selectbox(key="pick_returns").select(RETURN).run()
    which = next(item for item in app.selectbox if item.key.startswith("revision:"))
    which.select(1).run()
    app = act(app, "withdraw", f"returns/{RETURN}")
    assert told(app) == SAY("act.withdraw.after", revision=1, name=f"{NAME}, Quý II/2024")
    assert ("withdrawn", WHO, WHY) in events(tmp_path / two_loads.name)


def test_the_effect_of_withdrawing_is_told_beforehand(open_app, two_loads: Path) -> None:
    app = part(open_app, two_loads, "returns")
    app.selectbox(key="pick_returns").select(f"{OTHER}/department/{PERIOD}").run()
    choose = next(item for item in app.segmented_control if item.key.startswith("act:"))
    choose.set_value("withdraw").run()
    (before,) = [item.value for item in sound(app).info]
    total = next(int(found[1]) for item in app.caption if (found := re.search(r"1–100 trong (\d+)", item.value)))
    assert before == SAY("act.withdraw.nothing_left", revision=1, count=total)


def test_a_load_is_undone_as_a_whole(open_app, two_loads: Path, tmp_path: Path) -> None:
    app = part(open_app, two_loads, "batches")
    assert list(app.dataframe[0].value["files"]) == [2, 1]
    app = act(app, "undo", "second")
    assert told(app) == SAY("act.undo.after", count=2)
    assert [row for row in events(tmp_path / two_loads.name) if row[0] == "withdrawn"] == [("withdrawn", WHO, WHY)] * 2


def test_a_quarter_is_frozen_and_takes_one_return_by_exception(open_app, two_loads: Path, tmp_path: Path) -> None:
    app = part(open_app, two_loads, "freezes")
    app = act(app, "freeze", PERIOD)
    assert SAY("freezes.frozen", at="", actor=WHO, reason=WHY).split(".")[1] in app.warning[0].value.replace("\\", "")
    choose = next(item for item in app.segmented_control if item.key.startswith(f"act:{PERIOD}"))
    choose.set_value("exception").run()
    app.selectbox(key=f"exception_unit:{PERIOD}").select(UNIT).run()
    app = confirm(app)
    assert told(app) == SAY("act.exception.after", name=NAME, period="Quý II/2024")
    assert list(app.dataframe[0].value["event"]) == ["◇ Cho phép ngoại lệ", "■ Khóa kỳ"]
    app = act(app, "unfreeze", PERIOD)
    assert told(app) == SAY("act.unfreeze.after", period="Quý II/2024")
    assert [row[0] for row in events(tmp_path / two_loads.name)[-3:]] == ["frozen", "exception", "unfrozen"]


def test_in_a_frozen_quarter_acts_are_barred_in_words(open_app, two_loads: Path) -> None:
    store = open_store(two_loads)
    freezing.freeze(store, Period.parse(PERIOD), by="Minh", reason="đã công bố")
    store.close()
    app = part(open_app, two_loads, "returns")
    app.selectbox(key="pick_returns").select(RETURN).run()
    choose = next(item for item in app.segmented_control if item.key.startswith("act:"))
    for name in ("accept", "withdraw"):
        choose.set_value(name).run()
        assert len(sound(app).warning) == 1
        assert not [item for item in app.button if item.key.startswith("act_do:")]
    assert NAME in app.warning[0].value and "STC@" not in app.warning[0].value


def test_the_trail_is_filtered_and_searched_without_diacritics(open_app, two_loads: Path) -> None:
    app = sound(open_app(two_loads).switch_page(entry("admin").file).run())
    assert len(app.dataframe[0].value) == 3
    app.selectbox(key="audit_event").select(SAY("audit.event.pending")).run()
    assert list(app.dataframe[0].value["file"]) == ["stc-2.xlsx"]
    app.selectbox(key="audit_event").select("").run()
    app.selectbox(key="audit_actor").select("Hoa").run()
    assert list(app.dataframe[0].value["unit"]) == ["Sở Nội vụ"]
    app.selectbox(key="audit_actor").select("").run()
    app.text_input(key="audit_search").set_value("so tai chinh").run()
    assert len(app.dataframe[0].value) == 2
    app.text_input(key="audit_search").set_value("khong co").run()
    assert [item.value for item in app.info] == [SAY("empty.filtered")]


def test_faults_stand_by_what_mends_them(open_app, empty_store_path: Path, filled_return) -> None:
    app = open_app(empty_store_path).switch_page(entry("intake").file).run()
    app.selectbox(key="intake_period").select(PERIOD).run()
    data = filled_return(UNIT, PERIOD, cells={"D81.1": None, "D81.2": None})
    app.file_uploader[0].upload("stc.xlsx", data)
    grouped = sound(app.run()).dataframe[1].value
    app.segmented_control(key="intake_faults").set_value("findings").run()
    single = sound(app).dataframe[1].value
    assert len(grouped) < len(single)
    assert SAY("faults.same_remedy", count=len(single)) in list(grouped["same_remedy"])


def test_what_is_left_of_a_pile_stays_in_hand(open_app, empty_store_path: Path, tmp_path: Path, filled_return) -> None:
    app = open_app(empty_store_path).switch_page(entry("intake").file).run()
    app.selectbox(key="intake_period").select(PERIOD).run()
    app.file_uploader[0].upload("snv.xlsx", filled_return(OTHER, PERIOD))
    app.file_uploader[0].upload("stc.xlsx", filled_return(UNIT, PERIOD, cells={"D81.1": None}))
    app.file_uploader[0].upload("anh.xlsx", b"%PDF-1.7")
    app.run()
    app.button(key="accept_clean").click().run()
    assert sorted(sound(app).dataframe[0].value["name"]) == ["anh.xlsx", "stc.xlsx"]
    app.button(key="keep_pending").click().run()
    assert [item.value for item in sound(app).success] == [SAY("intake.done", accepted=1, total=2)]
    app.button(key="drop_left").click().run()
    assert not sound(app).dataframe
    assert [row[0] for row in events(tmp_path / empty_store_path.name)] == ["accepted", "pending"]


def test_a_file_with_warnings_can_be_kept_waiting(
    open_app, empty_store_path: Path, tmp_path: Path, filled_return
) -> None:
    app = open_app(empty_store_path).switch_page(entry("intake").file).run()
    app.selectbox(key="intake_period").select(PERIOD).run()
    app.file_uploader[0].upload("stc.xlsx", filled_return(UNIT, PERIOD, cells={"D81.1": None}))
    app.run()
    app.text_input(key="intake_by").set_value(WHO).run()
    app.button(key="keep_pending").click().run()
    assert [item.value for item in sound(app).warning] == [SAY("intake.done_pending", count=1)]
    assert events(tmp_path / empty_store_path.name) == [("pending", WHO, "")]
