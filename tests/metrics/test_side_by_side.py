"""Steps that need one another, done by several threads."""

from __future__ import annotations

import threading

import pytest

from dxmetrics.metrics.side_by_side import do_all
from dxmetrics.store.sqlfiles import from_store, needs, relations

NEEDS = {name: frozenset(needed) for name, needed in {"a": "", "b": "a", "c": "a", "d": "bc", "e": ""}.items()}


def test_each_step_is_done_once_and_after_what_it_needs() -> None:
    done: list[str] = []

    def do(worker: int, step: str) -> None:
        assert NEEDS[step] <= set(done)
        done.append(step)

    do_all(NEEDS, [1, 2, 3], do)
    assert sorted(done) == list("abcde")


def test_one_worker_keeps_the_order() -> None:
    done: list[str] = []
    do_all(NEEDS, ["one"], lambda worker, step: done.append(step))
    assert done == list("abcde")


def test_steps_that_need_nothing_of_each_other_run_at_the_same_time() -> None:
    together = threading.Barrier(2, timeout=120)
    do_all({"a": frozenset(), "b": frozenset()}, [1, 2], lambda worker, step: together.wait() and None)


def test_a_worker_is_in_one_thread_at_a_time() -> None:
    locks = [threading.Lock(), threading.Lock()]

    def do(worker: threading.Lock, step: str) -> None:
        assert worker.acquire(blocking=False)
        worker.release()

    do_all({str(number): frozenset() for number in range(50)}, locks, do)


def test_a_fault_is_raised_and_nothing_after_it_done() -> None:
    done: list[str] = []

    def do(worker: int, step: str) -> None:
        if step == "b":
            raise ValueError(step)
        done.append(step)

    with pytest.raises(ValueError, match="b"):
        do_all(NEEDS, [1], do)
    assert done == ["a"]


def test_few_relations_read_the_store_and_each_names_only_earlier_ones() -> None:
    """Those are made one after the other in one transaction, all others by several threads outside of it."""
    assert len(from_store()) < len(relations()) / 3
    made: set[str] = set()
    for name, needed in needs().items():
        assert needed <= made, name
        made.add(name)
