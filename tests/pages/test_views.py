"""What is open besides the filters: an address opens the same view, anything unknown in it is ignored."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dxmetrics import metrics
from dxmetrics.store import Store
from dxmetrics.text import words
from dxmetrics.ui import rows
from dxmetrics.ui.navigation import entry
from dxmetrics.ui.views import NAMES

SAY = words("vi")


def opened(open_app, path: Path, key: str, **params: str) -> AppTest:
    """The page of that key, as a link with these parameters opens it."""
    app = open_app(path)
    for name in NAMES:
        if name in app.query_params:
            del app.query_params[name]
    for name, value in params.items():
        app.query_params[name] = value
    return app.switch_page(entry(key).file).run()


def said(app: AppTest, name: str) -> str:
    """What the address says of a view; the test's browser gives a parameter that was left alone as it was put in."""
    return "".join(app.query_params.get(name, ""))


def test_a_link_opens_the_map_at_its_unit_and_a_choice_is_written_into_the_address(
    open_app, one_quarter_store_path: Path
) -> None:
    asked = {"map_target": "MT3", "map_unit": "nowhere"}
    app = open_app(one_quarter_store_path, **asked)
    assert app.selectbox(key="map_target").value == "MT3" and app.selectbox(key="map_unit").value is None
    assert said(app, "map_target") == "MT3" and "map_unit" not in app.query_params
    unit = app.selectbox(key="map_unit").options[5]
    app = app.selectbox(key="map_unit").select(unit).run()
    code = said(app, "map_unit")
    again = open_app(one_quarter_store_path, **asked | {"map_unit": code})
    chosen = again.selectbox(key="map_unit")
    assert chosen.value and chosen.format_func(chosen.value) == unit


@pytest.mark.parametrize(("part", "shown"), [("money", "money"), ("nonsense", "posts")])
def test_a_link_opens_the_part_of_a_page(open_app, one_quarter_store_path: Path, part: str, shown: str) -> None:
    app = opened(open_app, one_quarter_store_path, "resources", part=part)
    assert app.session_state["resources_part_vi"] == SAY(f"resources.part.{shown}")
    assert said(app, "part") == (part if part == shown else "")


def test_a_link_opens_a_slide_or_all_of_them(open_app, one_quarter_store_path: Path) -> None:
    app = opened(open_app, one_quarter_store_path, "present", slide="2")
    assert said(app, "slide") == "2" and len(heads(app)) == 1
    second = heads(app)[0]
    app = next(button for button in app.button if button.label == SAY("present.all")).click().run()
    assert said(app, "slide") == "all" and not app.exception
    assert len(heads(app)) >= 6 and heads(app)[1] == second
    assert [button.label for button in app.button] == [SAY("present.one")]
    app = app.button[0].click().run()
    assert len(heads(app)) == 1


def heads(app: AppTest) -> list[str]:
    return [item.value for item in app.get("html") if "<h1" in item.value]


def test_an_empty_page_leads_to_the_page_that_loads(open_app, empty_store_path: Path) -> None:
    app = opened(open_app, empty_store_path, "targets")
    assert SAY("empty.no_data.link") in [link.proto.label for link in app.get("page_link")]


def test_a_link_opens_the_square_in_its_turn_and_where_most_lag(
    open_app, sample_store_path: Path, full_store: Store
) -> None:
    last = list(rows.chased(metrics.lagging_units(full_store, "2025Q4"))["org_unit"])[-1]
    app = opened(open_app, sample_store_path, "lagging", period="2025Q4", cell=f"{last}:MT2", by="target", view="rows")
    assert not app.error and not app.exception
    assert app.session_state["lagging_where_by"] == "target" and app.session_state["heat_view"] == "squares"
    assert app.session_state["heat_cell"] == (last, "MT2") and app.session_state["turn_heat"] == 2
    name = full_store.catalog.units[last].name_vi
    assert any(name in text.value and " · MT2: " in text.value for text in app.markdown)
    assert (said(app, "cell"), said(app, "by"), said(app, "view")) == (f"{last}:MT2", "target", "")
    app.session_state["lagging_where_by"] = "level"
    app.session_state["heat_cell"] = None
    app = app.run()
    assert said(app, "cell") == said(app, "by") == ""


def test_a_square_of_no_unit_is_ignored(open_app, one_quarter_store_path: Path) -> None:
    app = opened(open_app, one_quarter_store_path, "tasks", part="matrix", cell="nobody:N1", by="assignment")
    assert not app.error and not app.exception
    assert app.session_state["task_square"] is None and said(app, "cell") == ""
    assert said(app, "by") == app.session_state["task_family_matrix"] == "assignment"


def test_another_language_leaves_the_open_part_open(open_app, one_quarter_store_path: Path) -> None:
    app = opened(open_app, one_quarter_store_path, "tasks", part="matrix")
    app.segmented_control(key="language_choice").set_value("en").run()
    assert said(app, "part") == "matrix" and app.session_state["tasks_part_en"] == words("en")("tasks.part.matrix")
