"""Guesses are counted by account and by address; who guesses too often waits, longer each time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable

_FREE, _WAIT, _LONGEST, _KEEP, _MOST = 5, 2.0, 900.0, 3600.0, 10_000


class Throttle:
    """Failures by key within the last hour. After five, each failure doubles the wait, a quarter of an hour at most."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, free: int = _FREE) -> None:
        self._clock = clock
        self._free = free
        self._failures: dict[Hashable, tuple[int, float]] = {}
        self._lock = threading.Lock()

    def wait(self, *keys: Hashable) -> float:
        """Seconds until another try is looked at; 0 for now."""
        with self._lock:
            return max((self._wait(key) for key in keys), default=0.0)

    def failed(self, *keys: Hashable) -> None:
        """Count a failure against each key."""
        with self._lock:
            now = self._clock()
            if len(self._failures) > _MOST:
                self._failures = {key: found for key, found in self._failures.items() if now - found[1] < _KEEP}
            for key in keys:
                count, last = self._failures.get(key, (0, now))
                self._failures[key] = (count + 1 if now - last < _KEEP else 1, now)

    def succeeded(self, *keys: Hashable) -> None:
        """Forget the failures of these keys."""
        with self._lock:
            for key in keys:
                self._failures.pop(key, None)

    def _wait(self, key: Hashable) -> float:
        count, last = self._failures.get(key, (0, 0.0))
        if count < self._free:
            return 0.0
        return max(0.0, last + min(_WAIT * 2 ** (count - self._free), _LONGEST) - self._clock())
