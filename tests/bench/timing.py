"""Stopwatch and table of the benches: every measurement repeated, the best and the median shown, the machine named."""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence

Seconds = list[float]


def timed(action: Callable[[], object], times: int = 3) -> Seconds:
    """Seconds of each of several runs of ``action``."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        found.append(time.perf_counter() - start)
    return found


def show(title: str, rows: Sequence[tuple[str, Seconds]], per: int = 1) -> None:
    """Print milliseconds a piece (``per`` pieces a run): median, best, and the ratio to the first row."""
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"\n{title}  ({machine})")
    width = max(len(name) for name, _ in rows)
    base = statistics.median(rows[0][1])
    print(f"{'':{width}}  {'median ms':>10}  {'best ms':>9}  {'ratio':>6}")
    for name, seconds in rows:
        median = statistics.median(seconds)
        print(f"{name:{width}}  {1000 * median / per:10.2f}  {1000 * min(seconds) / per:9.2f}  {median / base:6.2f}")
