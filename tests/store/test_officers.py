"""Two officers load at once while a third person reads the dashboard: no error, no lost update."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable

from dxmetrics import metrics
from dxmetrics.periods import Period
from dxmetrics.store import Store, actions, freezing
from dxmetrics.store.loading import load_file
from dxmetrics.store.pile import in_hand, load_pile
from tests.store.conftest import on_both_engines

UNITS = ("STC@2024-01-01", "SNV@2024-01-01", "SGTVT@2024-01-01")
LOADS = 6


def together(*works: Callable[[], None]) -> list[BaseException]:
    """Run all at the same moment; what they raised."""
    raised: list[BaseException] = []
    gate = threading.Barrier(len(works))

    def run(work: Callable[[], None]) -> None:
        gate.wait()
        try:
            work()
        except BaseException as fault:
            raised.append(fault)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_two_officers_and_a_reader(empty_store: Store, filled_return) -> None:
    files = {
        unit: [filled_return(unit, "2024Q2", cells={"D81.1": number}) for number in range(LOADS)] for unit in UNITS
    }
    done = threading.Event()
    seen: list[int] = []

    def officer(name: str, first: int) -> Callable[[], None]:
        def work() -> None:
            for number in range(first, LOADS, 2):
                for unit in UNITS:
                    load_file(empty_store, f"{name}-{number}.xlsx", files[unit][number], by=name)

        return work

    def reader() -> None:
        while not done.wait(0.5):
            frame = metrics.reporting(empty_store, "2024Q2")
            seen.append(int((frame["state"] == "accepted").sum()))

    watching = threading.Thread(target=reader)
    watching.start()
    raised = together(officer("Lan", 0), officer("Minh", 1))
    done.set()
    watching.join()
    assert raised == []
    assert seen == sorted(seen) and set(seen) <= {0, 1, 2, 3}
    rows = empty_store.rows("select return_id, revision, received_by from raw.revision order by return_id, revision")
    by_return = Counter(row[0] for row in rows)
    assert set(by_return.values()) == {LOADS}
    assert [row[1] for row in rows] == [*range(1, LOADS + 1)] * len(UNITS)
    assert len(metrics.audit(empty_store)) == len(UNITS) * LOADS


@on_both_engines
def test_the_same_file_twice_at_once_counts_once(empty_store: Store, filled_return) -> None:
    data = filled_return(UNITS[0], "2024Q2")
    outcomes: list[str] = []
    work = lambda: outcomes.append(load_file(empty_store, "f.xlsx", data, by="x").outcome)
    assert together(work, work, work) == []
    assert sorted(outcomes) == ["accepted", "unchanged", "unchanged"]


@on_both_engines
def test_two_piles_at_once(empty_store: Store, filled_return) -> None:
    piles = [
        in_hand((f"{unit[:3]}.xlsx", filled_return(unit, period)) for unit in UNITS) for period in ("2024Q2", "2024Q3")
    ]
    assert together(*[lambda pile=pile: list(load_pile(empty_store, pile, by="x")) for pile in piles]) == []
    assert empty_store.rows("select count(*) from core.accepted") == [(6,)]


@on_both_engines
def test_one_exception_lets_one_of_two_in(empty_store: Store, filled_return) -> None:
    """Two officers use the same exception at the same moment: one return comes in."""
    period, who = Period(2024, 2), {"by": "Lan", "reason": "vì"}
    freezing.freeze(empty_store, period, **who)
    freezing.allow(empty_store, period, UNITS[0], **who)
    files = [filled_return(UNITS[0], "2024Q2", cells={"D81.1": number}) for number in range(2)]
    outcomes: list[str] = []
    works = [lambda data=data: outcomes.append(load_file(empty_store, "f", data, by="x").outcome) for data in files]
    assert together(*works) == []
    assert sorted(outcomes) == ["accepted", "rejected"]


@on_both_engines
def test_withdrawing_at_once_withdraws_once(empty_store: Store, filled_return) -> None:
    for number in range(2):
        load_file(empty_store, "f", filled_return(UNITS[0], "2024Q2", cells={"D81.1": number}), by="x")
    name = f"{UNITS[0]}/department/2024Q2"
    work = lambda: actions.withdraw(empty_store, name, by="x", reason="y", revision=2)
    raised = together(work, work)
    assert [fault.code for fault in raised] == ["not_in_force"]
    assert empty_store.rows("select revision from core.accepted") == [(1,)]
