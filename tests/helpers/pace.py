"""How fast this machine is just now, for the few bars of speed among the tests: they hold for the machine they were set on."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable
from xml.etree import ElementTree

_THERE = 0.04
"""Seconds of processor time the work below took on the machine on which the bars were set, with another test beside it."""


def pace() -> float:
    """How many times longer the same work takes here; one at the least, so that no bar is ever below what it says."""
    return max(1.0, quickest(_work) / _THERE)


def quickest(work: Callable[[], object], times: int = 5) -> float:
    """Seconds of processor time it takes, the least of a few: what else the machine does is not its fault."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def _work() -> None:
    """What reading a workbook is made of: text put together, packed, unpacked and parsed."""
    rows = b"".join(b"<row><c r='A%d'><v>%d</v></c></row>" % (number, number) for number in range(20_000))
    ElementTree.fromstring(zlib.decompress(zlib.compress(b"<x>" + rows + b"</x>", 1)))
