"""A frozen quarter's figures stay as they were published, whatever becomes of the data, the Plan's data or the rules."""

from __future__ import annotations

import importlib
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from dxmetrics import metrics
from dxmetrics.catalog import load_catalog
from dxmetrics.errors import StoreError
from dxmetrics.metrics.frozen import KEPT, frozen_rows
from dxmetrics.store import freezing, open_store, sqlfiles
from dxmetrics.store.frozen_figures import frozen_plan
from tests.helpers.worlds import PROVINCE, A, B, C, World, focal_points, tiny_catalog

WHO = {"by": "Lan", "reason": "đã công bố"}
Q2, Q3 = "2024Q2", "2024Q3"
MARKS = ["is_restated", "frozen_value", "frozen_status"]
Frames = dict[str, pd.DataFrame]


def published(world: World, period: str = Q2, **options) -> Frames:
    """All that is published of a quarter: progress whole and by unit, lagging, reporting."""
    store = world.store
    return {
        "province": metrics.progress(store, period, **options).drop(columns=MARKS, errors="ignore"),
        "units": metrics.progress(store, period, by="unit", **options).drop(columns=MARKS, errors="ignore"),
        "one group": metrics.progress(store, period, target="MT3", by="group", **options).drop(
            columns=MARKS, errors="ignore"
        ),
        "lagging": metrics.lagging(store, period, **options),
        "lagging units": metrics.lagging_units(store, period, **options),
        "of a level": metrics.lagging(store, period, level="department", **options),
        "reporting": metrics.reporting(store, period, **options),
    }


def assert_same(one: Frames, other: Frames) -> None:
    for name, frame in one.items():
        assert len(frame), name
        pd.testing.assert_frame_equal(frame, other[name], obj=name)


@pytest.fixture
def frozen(world: World) -> tuple[World, Frames]:
    """2024Q2 with two of three heard, frozen; and what was published that day."""
    focal_points(world, Q2, A, of=(A, B))
    focal_points(world, Q3, A, B)
    done = metrics.freeze(world.store, Q2, **WHO, now=datetime(2024, 7, 1))
    return world, published(world, as_of=done.frozen_at)


def test_the_kept_figures_are_those_of_the_freezes_moment(frozen: tuple[World, Frames]) -> None:
    world, then = frozen
    assert_same(published(world, frozen=True), then)


def test_as_of_the_freeze_makes_them_again_while_rules_and_plan_are_the_same(frozen: tuple[World, Frames]) -> None:
    world, _ = frozen
    restate(world)
    moment = freezing.last_freeze(world.store, Q2).frozen_at
    assert_same(published(world, as_of=moment), published(world, frozen=True))


def restate(world: World) -> None:
    """B turns out to have a focal point, C is heard; after the freeze."""
    world.put(B, Q2, {"D12": True}, received=datetime(2025, 1, 5))
    world.put(C, Q2, {"D12": True}, received=datetime(2025, 1, 5))


def test_later_data_changes_the_plain_answer_and_not_the_frozen_one(frozen: tuple[World, Frames]) -> None:
    world, then = frozen
    restate(world)
    assert_same(published(world, frozen=True), then)
    assert world.row("MT2", Q2)["met"] == 3 and world.row("MT2", Q2, frozen=True)["met"] == 1


def test_a_plain_answer_marks_what_was_restated(frozen: tuple[World, Frames]) -> None:
    world, _ = frozen
    row = world.row("MT2", Q2)
    assert (row["is_restated"], row["frozen_value"]) == (False, row["value"])
    restate(world)
    row = world.row("MT2", Q2)
    assert (row["is_restated"], row["frozen_value"], row["value"]) == (True, pytest.approx(100 / 3), 100)
    assert row["frozen_status"] == "not_assessable" and row["status"] == "achieved"
    assert not world.row("RB1", Q2)["is_restated"]
    assert not world.row("MT2", Q3)["is_restated"], "a quarter that is not frozen has nothing to restate"
    series = metrics.trend(world.store, target="MT2", level="department")
    series = series[series["indicator"] == "MT2"].set_index("period")
    assert list(series.index[series["is_restated"]]) == [Q2]


def test_restatements_say_old_and_new(frozen: tuple[World, Frames]) -> None:
    world, _ = frozen
    assert metrics.restatements(world.store, Q2).empty
    restate(world)
    rows = metrics.restatements(world.store, Q2)
    rows = rows[(rows["indicator"] == "MT2") & (rows["group"] == "")].set_index(["org_unit", "level"])
    own = rows.loc[(B, "department")]
    assert (own["status_frozen"], own["status"], own["met_frozen"], own["met"]) == ("not_met", "achieved", 0, 1)
    assert own["code"] == "B" and "status" in own["restated"] and "denominator" not in own["restated"]
    assert (PROVINCE, "department") in rows.index and (A, "department") not in rows.index


def test_a_trend_by_the_freezes(frozen: tuple[World, Frames]) -> None:
    world, _ = frozen
    restate(world)
    rows = metrics.trend(world.store, target="MT2", level="department", frozen=True)
    rows = rows[rows["indicator"] == "MT2"].set_index("period")
    assert (rows.loc[Q2, "met"], rows.loc[Q2, "is_frozen"]) == (1, True)
    assert (rows.loc[Q3, "met"], rows.loc[Q3, "is_frozen"]) == (2, False)
    assert list(rows.index) == sorted(rows.index)


# Whatever changes


@pytest.fixture
def changed_plan(frozen: tuple[World, Frames], tmp_path: Path) -> Iterator[World]:
    """The same store under other plan data: a lower threshold, a lower target, C gone from the register."""
    world, _ = frozen
    world.store.close()
    tiny_catalog(tmp_path / "before")
    folder = Path(shutil.copytree(tmp_path / "before", tmp_path / "after"))
    for file, right, wrong in (
        ("plan.toml", "on_track = 0.90", "on_track = 0.10"),
        ("targets.toml", "target_value = 100", "target_value = 30"),
        ("roles.csv", C, B),
        ("org_units.csv", f"\n{C},C,,Unit C", "\nCC@2024-01-01,CC,,Unit CC"),
    ):
        text = (folder / file).read_text(encoding="utf-8")
        assert right in text
        (folder / file).write_text(text.replace(right, wrong), encoding="utf-8")
    world.store = open_store(world.store.path, catalog=load_catalog(folder))
    yield world


def test_other_plan_data_changes_nothing_that_is_frozen(frozen: tuple[World, Frames], changed_plan: World) -> None:
    _, then = frozen
    assert changed_plan.row("MT2", Q2)["target_value"] == 30
    assert_same(published(changed_plan, frozen=True), then)
    assert C in set(metrics.progress(changed_plan.store, Q2, by="unit", frozen=True)["org_unit"])


def test_the_thresholds_and_the_plan_of_then_are_kept(frozen: tuple[World, Frames], changed_plan: World) -> None:
    terms = metrics.freeze_terms(changed_plan.store, Q2)
    assert (terms["on_track"], changed_plan.store.catalog.thresholds.on_track) == (0.9, 0.1)
    assert terms["method_version"] == sqlfiles.method_version()
    plan = frozen_plan(changed_plan.store, terms["plan_version"])
    assert C in set(plan["org_unit"]["org_unit"]) and set(plan["indicator"]["target_value"].dropna()) == {100}
    metrics.freeze(changed_plan.store, Q3, **WHO)
    assert metrics.freeze_terms(changed_plan.store, Q3)["plan_version"] != terms["plan_version"]


def test_other_rules_change_nothing_that_is_frozen(
    frozen: tuple[World, Frames], monkeypatch: pytest.MonkeyPatch
) -> None:
    world, then = frozen
    before = metrics.freeze_terms(world.store, Q2)["method_version"]
    other = [(name, sql.replace("100.0 * counted.met", "50.0 * counted.met")) for name, sql in sqlfiles.relations()]
    for name in ("dxmetrics.store.sqlfiles", "dxmetrics.metrics.layers"):
        monkeypatch.setattr(importlib.import_module(name), "relations", lambda: other)
    sqlfiles.method_version.cache_clear()
    world.store.snapshots.clear()
    try:
        assert world.row("MT2", Q2)["value"] == pytest.approx(50 / 3), "the rules are others now"
        assert_same(published(world, frozen=True), then)
        metrics.freeze(world.store, Q3, **WHO)
        assert metrics.freeze_terms(world.store, Q3)["method_version"] != before
    finally:
        monkeypatch.undo()
        sqlfiles.method_version.cache_clear()


def test_remarks_are_no_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    before = sqlfiles.method_version()
    remarked = [(name, f"-- a remark\n{sql}\n\n") for name, sql in sqlfiles.relations()]
    monkeypatch.setattr(sqlfiles, "relations", lambda: remarked)
    sqlfiles.method_version.cache_clear()
    assert sqlfiles.method_version() == before
    sqlfiles.method_version.cache_clear()


def test_a_figure_added_later_is_empty_in_older_freezes(frozen: tuple[World, Frames]) -> None:
    """Stands for an upgrade: the table of the first freeze lacks a column that the question has by the second."""
    world, then = frozen
    with world.store.transaction() as cursor:
        cursor.execute("alter table frozen.progress drop column pace_recent")
    metrics.freeze(world.store, Q3, **WHO)
    old = published(world, frozen=True)
    assert old["province"]["pace_recent"].isna().all()
    assert_same(
        {"province": then["province"].drop(columns="pace_recent")},
        {"province": old["province"][then["province"].columns.drop("pace_recent")]},
    )
    assert metrics.progress(world.store, Q3, by="unit", frozen=True)["pace_recent"].notna().any()


# When there is nothing frozen


def test_a_quarter_that_is_not_frozen_has_no_frozen_figures(world: World) -> None:
    focal_points(world, Q2, A)
    for ask in (metrics.progress, metrics.lagging, metrics.lagging_units, metrics.reporting):
        with pytest.raises(StoreError, match="no_frozen_figures"):
            ask(world.store, Q2, frozen=True)
    with pytest.raises(StoreError, match="no_frozen_figures"):
        metrics.restatements(world.store, Q2)


def test_thawed_and_frozen_again_the_last_freeze_counts(frozen: tuple[World, Frames]) -> None:
    world, _ = frozen
    freezing.unfreeze(world.store, world.store.catalog.periods()[0], **WHO)
    with pytest.raises(StoreError, match="no_frozen_figures"):
        metrics.progress(world.store, Q2, frozen=True)
    restate(world)
    metrics.freeze(world.store, Q2, **WHO)
    assert world.row("MT2", Q2, frozen=True)["met"] == 3
    kept = world.store.rows("select count(distinct event_id) from frozen.progress")
    assert kept == [(2,)], "the first freeze is not forgotten"


def test_the_frozen_answer_stands_alone(frozen: tuple[World, Frames]) -> None:
    world, _ = frozen
    for options in ({"structure": "as_is"}, {"as_of": datetime(2024, 7, 1)}, {"area": "old"}, {"carry_forward": True}):
        with pytest.raises(StoreError, match="frozen_alone"):
            metrics.progress(world.store, Q2, frozen=True, **options)


def test_a_freeze_from_before_figures_were_kept_answers_as_of_its_moment(world: World) -> None:
    focal_points(world, Q2, A, of=(A, B))
    period = world.store.catalog.periods()[0]
    freezing.freeze(world.store, period, **WHO, now=datetime(2024, 7, 1))
    with world.store.transaction() as cursor:
        cursor.execute("delete from frozen.terms")
    before = published(world, frozen=True)
    restate(world)
    assert_same(published(world, frozen=True), before)
    assert metrics.freeze_terms(world.store, Q2) == {}


def test_every_question_that_is_kept_reads_back_whole(frozen: tuple[World, Frames]) -> None:
    world, _ = frozen
    moment = freezing.last_freeze(world.store, Q2).frozen_at
    for question, options in KEPT.items():
        kept = frozen_rows(world.store, question, Q2, **options)
        made = metrics.snapshot(world.store, moment).frame(question, period=Q2, **options)
        pd.testing.assert_frame_equal(kept, made, obj=question)


def test_peers_and_typed_values_of_the_freeze_are_those_of_its_moment(frozen: tuple[World, Frames]) -> None:
    world, _ = frozen
    before = metrics.peers(world.store, Q2, A)
    typed = metrics.values(world.store, Q2)
    restate(world)
    pd.testing.assert_frame_equal(metrics.peers(world.store, Q2, A, frozen=True), before, check_dtype=False)
    assert not metrics.peers(world.store, Q2, A).equals(before)
    pd.testing.assert_frame_equal(metrics.values(world.store, Q2, frozen=True), typed)
    assert len(metrics.values(world.store, Q2)) > len(typed)
