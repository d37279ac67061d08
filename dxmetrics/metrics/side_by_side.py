"""Steps that need one another, done by several threads: each as soon as what it needs is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from graphlib import TopologicalSorter
from typing import TypeVar

Worker = TypeVar("Worker")


def do_all(needs: Mapping[str, frozenset[str]], workers: Sequence[Worker], do: Callable[[Worker, str], None]) -> None:
    """``do(worker, step)`` once for every step of ``needs``, each worker in one thread at a time, steps in the order of
    ``needs`` wherever more than one is ready. Raises the first fault of a step, after those that had begun."""
    order = TopologicalSorter(needs)
    order.prepare()
    place = {step: number for number, step in enumerate(needs)}
    free, ready = list(workers), list[str]()
    running: dict[Future[None], tuple[Worker, str]] = {}
    with ThreadPoolExecutor(len(workers)) as threads:
        while order.is_active():
            ready = sorted([*ready, *order.get_ready()], key=place.__getitem__)
            while ready and free:
                worker, step = free.pop(), ready.pop(0)
                running[threads.submit(do, worker, step)] = (worker, step)
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                worker, step = running.pop(future)
                future.result()
                free.append(worker)
                order.done(step)
