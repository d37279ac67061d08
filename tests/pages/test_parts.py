"""Nguồn lực, Mạng lưới và nền tảng, Nhiệm vụ: every part in every state of the store; its figures are those typed."""

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dxmetrics import metrics
from dxmetrics.catalog import load_catalog
from dxmetrics.periods import Period
from dxmetrics.store import Store, trail
from dxmetrics.text import words
from dxmetrics.ui.inert import inert
from dxmetrics.ui.navigation import entry

SAY = words("vi")
PARTS = [(key, part) for key in ("resources", "network", "tasks") for part in SAY.table(f"{key}.part")]
NOW = "2025Q4"


def open_part(app: AppTest, key: str, part: str) -> AppTest:
    """The page with that part open, nothing wrong with it."""
    app.query_params["part"] = part
    app.switch_page(entry(key).file).run()
    assert [item.value for item in (*app.error, *app.exception)] == [], (key, part)
    return app


def table(app: AppTest, column: str) -> pd.DataFrame:
    return next(item.value for item in app.dataframe if column in item.value.columns)


def typed(store: Store, code: str, period: str = NOW) -> pd.DataFrame:
    """Numbers as the units typed them, straight from the returns."""
    found = metrics.values(store, period)
    found = found[(found["data_element"] == code) & ~found["not_applicable"]]
    return found.assign(value=found["value"].astype(float))


@pytest.mark.parametrize(
    "params",
    [
        {"lang": "en"},
        {"period": "2025Q3"},
        {"period": "2024Q2", "level": "district"},
        {"search": "khong co don vi nay"},
    ],
    ids=["newest, in English", "a quarter that asks for less", "districts", "a search that finds nothing"],
)
def test_every_part_is_drawn(open_app, sample_store_path: Path, params: dict[str, str]) -> None:
    app = open_app(sample_store_path, **params)
    for key, part in PARTS:
        open_part(app, key, part)
        assert app.get("plotly_chart") or app.dataframe or app.header or app.info, (key, part)


def test_every_part_on_one_quarter(open_app, one_quarter_store_path: Path) -> None:
    app = open_app(one_quarter_store_path)
    for key, part in PARTS:
        open_part(app, key, part)


def test_sums_of_money_are_those_typed_and_say_on_how_many_units(open_app, sample_store_path: Path, full_store) -> None:
    app = open_part(open_app(sample_store_path), "resources", "money")
    sums = table(app, "reported_share").set_index("data_element")
    for code in ("D92.1", "D92.2", "D93"):
        answers = typed(full_store, code)
        assert sums.loc[code, "sum"] == pytest.approx(answers["value"].sum())
        assert sums.loc[code, "reported"] == len(answers)
    given, spent = (typed(full_store, code)["value"].sum() for code in ("D92.1", "D92.2"))
    assert f"{100 * spent / given:.0f}%" in app.markdown[1].value


def test_units_have_their_own_figures_only_and_the_silent_say_so(open_app, sample_store_path: Path, full_store) -> None:
    app = open_part(open_app(sample_store_path, level="commune"), "resources", "units")
    app.segmented_control(key="resources_subject").set_value("people_units").run()
    shown = app.dataframe[0].value
    answers = typed(full_store, "D46")
    answers = answers[answers["level"] == "commune"]
    stated = shown[shown["D46"] != SAY("status.not_reported")]
    assert len(shown) == 100 and app.dataframe[0].value["unit"].is_unique
    assert set(stated["D46"].astype(str)) <= set(answers["value"].map("{:.0f}".format))
    every = metrics.element_totals(full_store, NOW, elements=["D46"], by="unit")
    silent = every[(every["level"] == "commune") & (every["reported"] == 0)]
    assert len(silent) == 5


def test_guardrails_compare_with_the_baseline(open_app, sample_store_path: Path, full_store) -> None:
    app = open_part(open_app(sample_store_path), "resources", "posts")
    rows = table(app, "difference")
    assert list(rows["difference"]) == [*(rows["now"] - rows["baseline"])]
    row = metrics.guardrails(full_store, NOW).set_index("target").loc["RB1"]
    cards = {item.value: item.delta for item in app.metric}
    assert cards["9.469 người"] == f"{row['source_value'] - row['source_baseline']:.0f} người"
    assert cards["995 người"] == f"{row['check_comparable'] - row['check_baseline']:.0f} người"


def test_members_by_group_are_the_units_sums(open_app, sample_store_path: Path, full_store) -> None:
    app = open_part(open_app(sample_store_path), "network", "members")
    by_group = table(app, "numerator_access").set_index("name")
    row = by_group[by_group.index.str.startswith("ML4")].iloc[0]
    for column, code in (("denominator", "D71.4"), ("numerator_access", "D72.4"), ("numerator", "D70.4")):
        assert row[column] == typed(full_store, code)["value"].sum()
    units = app.dataframe[1].value
    assert units["value"].dropna().is_monotonic_increasing
    assert units["value"].head(5).isna().all(), "the silent stand first"


def test_tasks_are_counted_and_none_is_late_without_a_date(open_app, sample_store_path: Path, full_store) -> None:
    app = open_part(open_app(sample_store_path), "tasks", "states")
    states = metrics.task_states(full_store, NOW)
    counts = table(app, "units").set_index("task")
    for task, rows in states[states["task"].isin(counts.index)].groupby("task"):
        assert counts.loc[task, "units"] == len(rows)
        assert counts.loc[task, "done"] == (rows["state"] == "done").sum()
    assert SAY("tasks.lead.no_deadline") in app.markdown[2].value
    app.session_state["columns_task_counts"] = 2  # the columns that stand in a second turn
    assert set(table(app.run(), "due")["due"]) == {SAY("tasks.no_deadline")}


def test_an_agency_and_a_square_tell_what_was_typed(open_app, sample_store_path: Path, full_store) -> None:
    """The square that is open stands in the address."""
    states = metrics.task_states(full_store, NOW, level="department")
    said = states[states["result"].notna() & states["document"].notna()].iloc[0]
    app = open_app(sample_store_path)
    app.query_params["cell"] = f"{said['org_unit']}:{said['task']}"
    app.query_params["by"] = load_catalog().tasks[said["task"]].family
    app = open_part(app, "tasks", "matrix")
    assert any(inert(said["document"]) in item.value for item in app.markdown)
    app = open_part(app, "tasks", "agency")
    app.selectbox(key="task_agency_unit").set_value(said["org_unit"]).run()
    shown = table(app, "state_name").set_index("task")
    assert shown.loc[said["task"], "result"] == said["result"]


def test_a_difficulty_answered_and_one_passed_on_say_so(open_app, one_quarter_store: Store) -> None:
    store, period = one_quarter_store, Period.parse("2024Q2")
    first, second = metrics.difficulties(store, period, kind="difficulty").head(2).itertuples(index=False)
    who = {"by": "DIC", "reason": "họp giao ban"}
    trail.answer(store, period, first.org_unit, first.matter, "difficulty", text="Đã cấp tài khoản", **who)
    trail.forward(store, period, second.org_unit, second.matter, "difficulty", recipient="Sở Tài chính", **who)
    store.close()
    app = open_part(open_app(store.path), "tasks", "difficulties")
    shown = table(app, "handled")
    assert SAY("papers.matter.answered") in " ".join(shown["handled"])
    assert {"Đã cấp tài khoản", "Chuyển Sở Tài chính"} <= set(shown["reply"])
