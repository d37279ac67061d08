"""A frozen period takes nothing without an exception that names who and why; what comes in so is marked."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from dxmetrics import metrics
from dxmetrics.errors import StoreError
from dxmetrics.periods import Period
from dxmetrics.store import Store, actions, freezing
from dxmetrics.store.loading import load_file
from dxmetrics.store.outcome import Outcome
from tests.store.conftest import on_both_engines

UNIT, OTHER, Q2 = "STC@2024-01-01", "SNV@2024-01-01", Period(2024, 2)
RETURN = f"{UNIT}/department/2024Q2"
WHO = {"by": "Lan", "reason": "đã công bố"}


def load(store: Store, data: bytes, **options: object) -> Outcome:
    return load_file(store, "f.xlsx", data, **{"by": "Minh", **options})


def codes(outcome: Outcome) -> list[str]:
    return [finding.code for finding in outcome.findings]


def numbers(store: Store, **options: object) -> list:
    return metrics.values(store, Q2, **options)[["org_unit", "data_element", "value"]].values.tolist()


def test_frozen_period_refuses_returns_and_keeps_them(empty_store: Store, filled_return) -> None:
    load(empty_store, filled_return(UNIT, "2024Q2", cells={"D81.1": 5}))
    freezing.freeze(empty_store, Q2, **WHO)
    refused = load(empty_store, filled_return(UNIT, "2024Q2", cells={"D81.1": 6}))
    assert (refused.outcome, codes(refused)) == ("rejected", ["form.frozen_period"])
    assert load(empty_store, filled_return(UNIT, "2024Q3")).outcome == "accepted"
    assert load(empty_store, filled_return(UNIT, "2024Q2", cells={"D81.1": 5})).outcome == "unchanged"


def test_as_of_the_freeze_gives_what_was_frozen(empty_store: Store, filled_return) -> None:
    load(empty_store, filled_return(UNIT, "2024Q2", cells={"D81.1": 5}))
    frozen = freezing.freeze(empty_store, Q2, **WHO)
    published = numbers(empty_store)
    freezing.unfreeze(empty_store, Q2, by="Lan", reason="sửa số liệu")
    load(
        empty_store, filled_return(UNIT, "2024Q2", cells={"D81.1": 6}), now=datetime(2024, 6, 20)
    )  # a clock that was set back
    load(empty_store, filled_return(OTHER, "2024Q2"))
    assert numbers(empty_store) != published
    assert numbers(empty_store, as_of=frozen.frozen_at) == published


@on_both_engines
def test_an_exception_lets_one_return_in_and_marks_it(empty_store: Store, filled_return) -> None:
    load(empty_store, filled_return(UNIT, "2024Q2", cells={"D81.1": 5}))
    freezing.freeze(empty_store, Q2, **WHO)
    freezing.allow(empty_store, Q2, UNIT, by="Giám đốc", reason="công văn 12")
    assert codes(load(empty_store, filled_return(OTHER, "2024Q2"))) == ["form.frozen_period"]
    taken = load(empty_store, filled_return(UNIT, "2024Q2", cells={"D81.1": 6}))
    assert (taken.outcome, codes(taken)) == ("accepted", ["form.restatement"])
    assert load(empty_store, filled_return(UNIT, "2024Q2", cells={"D81.1": 7})).outcome == "rejected"
    rows = metrics.audit(empty_store, unit=UNIT)
    assert list(rows["event"]) == ["rejected", "accepted", "exception", "accepted"]
    assert list(rows["is_restatement"]) == [False, True, False, False]
    assert rows["exception_reason"][1] == "công văn 12"


def test_an_exception_ends_with_its_freeze(empty_store: Store, filled_return) -> None:
    freezing.freeze(empty_store, Q2, **WHO)
    freezing.allow(empty_store, Q2, UNIT, **WHO)
    freezing.unfreeze(empty_store, Q2, **WHO)
    freezing.freeze(empty_store, Q2, **WHO)
    assert load(empty_store, filled_return(UNIT, "2024Q2")).outcome == "rejected"


def test_acts_on_a_frozen_period_need_an_exception_too(empty_store: Store, filled_return) -> None:
    load(empty_store, filled_return(UNIT, "2024Q2", cells={"D81.1": 5}), batch_id="b")
    load(empty_store, filled_return(OTHER, "2024Q2", cells={"D81.1": None}))
    freezing.freeze(empty_store, Q2, **WHO)
    for act in (lambda: actions.withdraw(empty_store, RETURN, **WHO), lambda: actions.undo(empty_store, "b", **WHO)):
        with pytest.raises(StoreError, match="frozen"):
            act()
    kept = actions.accept(empty_store, f"{OTHER}/department/2024Q2", **WHO)
    assert kept.outcome == "unchanged" and "form.frozen_period" in codes(kept)
    freezing.allow(empty_store, Q2, UNIT, **WHO)
    actions.withdraw(empty_store, RETURN, **WHO)
    assert bool(metrics.audit(empty_store, return_id=RETURN)["is_restatement"][0])


def test_freezing_twice_thawing_twice_and_nameless_acts_are_refused(empty_store: Store) -> None:
    with pytest.raises(StoreError, match="not_frozen"):
        freezing.unfreeze(empty_store, Q2, **WHO)
    with pytest.raises(StoreError, match="not_frozen"):
        freezing.allow(empty_store, Q2, UNIT, **WHO)
    with pytest.raises(StoreError, match="no_reason"):
        freezing.freeze(empty_store, Q2, by="Lan", reason=" ")
    freezing.freeze(empty_store, Q2, **WHO)
    with pytest.raises(StoreError, match="already_frozen"):
        freezing.freeze(empty_store, Q2, **WHO)
    assert [(item.period, item.is_frozen) for item in freezing.freezes(empty_store)] == [("2024Q2", True)]


def test_the_freeze_lies_behind_all_that_happened(empty_store: Store, filled_return) -> None:
    later = datetime.now() + timedelta(days=3)
    load(empty_store, filled_return(UNIT, "2024Q2"), received_at=later)
    assert freezing.freeze(empty_store, Q2, **WHO).frozen_at >= later


def test_data_version_grows_with_a_freeze(empty_store: Store) -> None:
    before = empty_store.data_version
    freezing.freeze(empty_store, Q2, **WHO)
    assert empty_store.data_version > before
