"""Files read by the workers, handed on in groups: large enough that the store's fixed costs are shared, small enough that
memory stays flat, nobody waits long for the lock, and progress shows."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, wait
from dataclasses import dataclass
from typing import Generic, TypeVar

from dxmetrics.workbook.draft import ReturnDraft

Key = TypeVar("Key")
Read = Callable[[bytes], "Future[ReturnDraft]"]


@dataclass(frozen=True)
class GroupLimits:
    """The most one group may hold, and the most that may be read ahead of it.

    seconds  how long the first file of a group waits for company
    """

    files: int = 64
    size_bytes: int = 16_000_000
    seconds: float = 0.5


@dataclass(frozen=True)
class _Item(Generic[Key]):
    key: Key
    data: bytes
    draft: Future[ReturnDraft]


def groups(
    files: Iterable[tuple[Key, bytes]], read: Read, limits: GroupLimits | None = None
) -> Iterator[list[tuple[Key, bytes, ReturnDraft]]]:
    """The files in their order, each with its draft. ``read`` hands a file to the workers; they read on behind a group."""
    ahead = _Ahead(files, read, limits or GroupLimits())
    try:
        while group := ahead.group():
            yield group
    finally:
        ahead.cancel()


class _Ahead(Generic[Key]):
    """The files that are being read."""

    def __init__(self, files: Iterable[tuple[Key, bytes]], read: Read, limits: GroupLimits) -> None:
        self._files = iter(files)
        self._read = read
        self._limits = limits
        self._items: deque[_Item[Key]] = deque()
        self._bytes = 0
        self._is_all = False

    def group(self) -> list[tuple[Key, bytes, ReturnDraft]]:
        """The next files that belong together; empty at the end."""
        found: list[tuple[Key, bytes, ReturnDraft]] = []
        held, until = 0, time.monotonic() + self._limits.seconds
        while len(found) < self._limits.files:
            self._fill()
            if not self._items:
                break
            item = self._items[0]
            held += len(item.data)
            if found and (held > self._limits.size_bytes or not _is_ready(item, until)):
                break
            self._items.popleft()
            self._bytes -= len(item.data)
            found.append((item.key, item.data, item.draft.result()))
        return found

    def cancel(self) -> None:
        """What was not begun is not read any more."""
        for item in self._items:
            item.draft.cancel()

    def _fill(self) -> None:
        while not self._is_all and len(self._items) < self._limits.files and self._bytes < self._limits.size_bytes:
            following = next(self._files, None)
            if following is None:
                self._is_all = True
                return
            key, data = following
            self._items.append(_Item(key, data, self._read(data)))
            self._bytes += len(data)


def _is_ready(item: _Item, until: float) -> bool:
    return item.draft.done() or bool(wait([item.draft], max(0.0, until - time.monotonic())).done)
