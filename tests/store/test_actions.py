"""Withdraw, undo, accept: nothing is deleted, who and why is kept, the highest accepted revision left counts again."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dxmetrics import metrics
from dxmetrics.errors import StoreError
from dxmetrics.store import Store, actions
from dxmetrics.store.loading import load_file
from dxmetrics.store.returns import in_force, revisions
from tests.store.conftest import on_both_engines

UNIT, PERIOD = "STC@2024-01-01", "2024Q2"
RETURN = f"{UNIT}/department/{PERIOD}"
WHO = {"by": "Lan", "reason": "gửi nhầm"}


def workforce(store: Store) -> Decimal | None:
    """D81.1 of the unit as it counts now."""
    found = store.rows(
        "select number from core.data_value where org_unit = $unit and data_element = 'D81.1'", {"unit": UNIT}
    )
    return found[0][0] if found else None


def load(store: Store, data: bytes, **options: object) -> str:
    return load_file(store, "f.xlsx", data, **{"by": "Lan", **options}).outcome


@on_both_engines
def test_withdrawn_revision_gives_way_to_the_one_before(empty_store: Store, filled_return) -> None:
    assert load(empty_store, filled_return(UNIT, PERIOD, cells={"D81.1": 5})) == "accepted"
    assert load(empty_store, filled_return(UNIT, PERIOD, cells={"D81.1": 6})) == "accepted"
    assert workforce(empty_store) == 6
    assert actions.withdraw(empty_store, RETURN, **WHO).revision == 2
    assert workforce(empty_store) == 5
    assert actions.withdraw(empty_store, RETURN, **WHO).revision == 1
    assert workforce(empty_store) is None
    assert [item.state for item in revisions(empty_store, [(UNIT, PERIOD)])[RETURN]] == ["withdrawn", "withdrawn"]


def test_withdrawn_bytes_can_come_again(empty_store: Store, filled_return) -> None:
    data = filled_return(UNIT, PERIOD, cells={"D81.1": 5})
    load(empty_store, data)
    assert load(empty_store, data) == "unchanged"
    actions.withdraw(empty_store, RETURN, **WHO)
    assert load(empty_store, data) == "accepted"
    assert in_force(revisions(empty_store, [(UNIT, PERIOD)])[RETURN]).revision == 2


def test_withdraws_an_older_revision_by_its_number(empty_store: Store, filled_return) -> None:
    for count in (5, 6):
        load(empty_store, filled_return(UNIT, PERIOD, cells={"D81.1": count}))
    assert actions.withdraw(empty_store, RETURN, revision=1, **WHO).revision == 1
    assert workforce(empty_store) == 6


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"by": " "}, "no_actor"),
        ({"reason": ""}, "no_reason"),
        ({"return_id": "nobody/department/2024Q2"}, "unknown_return"),
        ({"revision": 7}, "unknown_return"),
    ],
)
def test_refuses_what_is_nameless_or_unknown(empty_store: Store, filled_return, change: dict, code: str) -> None:
    load(empty_store, filled_return(UNIT, PERIOD))
    with pytest.raises(StoreError) as refused:
        actions.withdraw(empty_store, **{"return_id": RETURN, **WHO, **change})
    assert refused.value.code == code
    assert workforce(empty_store) is not None


def test_a_withdrawn_revision_is_not_withdrawn_again(empty_store: Store, filled_return) -> None:
    load(empty_store, filled_return(UNIT, PERIOD))
    actions.withdraw(empty_store, RETURN, **WHO)
    with pytest.raises(StoreError, match="nothing_accepted"):
        actions.withdraw(empty_store, RETURN, **WHO)
    with pytest.raises(StoreError, match="not_in_force"):
        actions.withdraw(empty_store, RETURN, revision=1, **WHO)


@on_both_engines
def test_undo_withdraws_the_whole_pile_and_nothing_else(empty_store: Store, filled_return) -> None:
    load(empty_store, filled_return(UNIT, PERIOD, cells={"D81.1": 5}), batch_id="first")
    load(empty_store, filled_return(UNIT, PERIOD, cells={"D81.1": 6}), batch_id="second")
    load(empty_store, filled_return("SNV@2024-01-01", PERIOD), batch_id="second")
    load(empty_store, filled_return("SGTVT@2024-01-01", PERIOD, cells={"D81.1": None}), batch_id="second")  # waits
    done = actions.undo(empty_store, "second", **WHO)
    assert sorted(item.state for item in done) == ["accepted", "accepted", "pending"]
    assert workforce(empty_store) == 5
    assert empty_store.rows("select count(*) from core.accepted")[0][0] == 1
    with pytest.raises(StoreError, match="unknown_batch"):
        actions.undo(empty_store, "second", **WHO)


def test_undo_is_whole_or_not_at_all(empty_store: Store, filled_return, monkeypatch: pytest.MonkeyPatch) -> None:
    for unit in (UNIT, "SNV@2024-01-01"):
        load(empty_store, filled_return(unit, PERIOD), batch_id="b")
    write = actions.write_events

    def fail_after_the_first(cursor, entries) -> None:
        write(cursor, entries[:1])
        raise OSError("disk full")

    monkeypatch.setattr(actions, "write_events", fail_after_the_first)
    with pytest.raises(OSError, match="disk full"):
        actions.undo(empty_store, "b", **WHO)
    assert empty_store.rows("select count(*) from core.accepted")[0][0] == 2


@on_both_engines
def test_a_person_accepts_what_waited(empty_store: Store, filled_return) -> None:
    assert load(empty_store, filled_return(UNIT, PERIOD, cells={"D81.1": None})) == "pending"
    assert workforce(empty_store) is None
    done = actions.accept(empty_store, RETURN, by="Trưởng phòng", reason="đã gọi điện")
    assert (done.outcome, done.revision) == ("accepted", 1)
    newest = metrics.audit(empty_store, return_id=RETURN).iloc[0]
    assert (newest["event"], newest["actor"], newest["reason"]) == ("accepted", "Trưởng phòng", "đã gọi điện")
    with pytest.raises(StoreError, match="not_pending"):
        actions.accept(empty_store, RETURN, **WHO)


def test_what_accepting_would_do_is_told_and_not_done(empty_store: Store, filled_return) -> None:
    load(empty_store, filled_return(UNIT, PERIOD, cells={"D81.1": 5, "D81.2": 7}))
    load(empty_store, filled_return(UNIT, PERIOD, cells={"D81.1": None, "D81.2": 8}))
    told = actions.would_accept(empty_store, RETURN)
    assert (told.outcome, told.changed, told.removed, told.new) == ("accepted", 1, 1, 0)
    assert workforce(empty_store) == 5
    done = actions.accept(empty_store, RETURN, **WHO)
    assert (done.changed, done.removed, done.changes) == (told.changed, told.removed, told.changes)
    with pytest.raises(StoreError, match="not_pending"):
        actions.would_accept(empty_store, RETURN)


def test_a_pending_revision_that_was_overtaken_stays(empty_store: Store, filled_return) -> None:
    load(empty_store, filled_return(UNIT, PERIOD, cells={"D81.1": None}))
    load(empty_store, filled_return(UNIT, PERIOD, cells={"D81.1": 6}))
    with pytest.raises(StoreError, match="overtaken"):
        actions.accept(empty_store, RETURN, **WHO)
    assert actions.withdraw(empty_store, RETURN, revision=1, **WHO).state == "pending"
    assert workforce(empty_store) == 6


def test_audit_tells_all_that_happened(empty_store: Store, filled_return) -> None:
    load(empty_store, filled_return(UNIT, PERIOD, cells={"D81.1": 5}), batch_id="b1")
    load(empty_store, filled_return(UNIT, PERIOD, cells={"D81.1": 6}), by="Minh", batch_id="b2")
    load(empty_store, filled_return("SNV@2024-01-01", PERIOD), by="Minh", batch_id="b2")
    actions.withdraw(empty_store, RETURN, **WHO)
    rows = metrics.audit(empty_store, return_id=RETURN)
    assert list(rows["event"]) == ["withdrawn", "accepted", "accepted"]
    assert list(rows["revision"]) == [2, 2, 1]
    assert list(rows["actor"]) == ["Lan", "Minh", "Lan"]
    assert list(rows["is_in_force"]) == [False, False, True]
    assert rows["file"].notna().all() and rows["happened_at"].is_monotonic_decreasing
    assert len(metrics.audit(empty_store, PERIOD)) == 4
    assert len(metrics.audit(empty_store, "2024Q3")) == 0
    assert len(metrics.audit(empty_store, unit="SNV@2024-01-01")) == 1


def test_batches_say_what_is_left_of_each_pile(empty_store: Store, filled_return) -> None:
    load(empty_store, filled_return(UNIT, PERIOD, cells={"D81.1": 5}), batch_id="b1")
    load(empty_store, filled_return("SNV@2024-01-01", PERIOD), batch_id="b1")
    actions.withdraw(empty_store, RETURN, **WHO)
    row = metrics.batches(empty_store).iloc[0]
    assert (row["batch_id"], row["files"], row["accepted"], row["withdrawn"]) == ("b1", 2, 1, 1)
