"""Workbooks read in processes of their own, one a core: a file that blows a parser up ends its worker, not the server.

The workers are plain subprocesses (a fork of a server with threads can hang), started when first needed and used again.
"""

from __future__ import annotations

import atexit
import os
import pickle
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import LifoQueue
from typing import TypeVar

from dxmetrics.catalog import Catalog
from dxmetrics.periods import Period
from dxmetrics.workbook.draft import ReturnDraft
from dxmetrics.workbook.wire import pickled, receive, send, unpacked
from dxmetrics.workbook.worker import unreadable

SECONDS = 20.0
"""How long one file may take: a return takes 0.02 s, the largest that passes the guard about 2 s on an idle machine."""
COMMAND = ("-m", "dxmetrics.workbook.worker")
_MOST_WORKERS = 4
_ROOT = Path(__file__).resolve().parents[2]


Key = TypeVar("Key")


class Reader:
    """One worker process. Not for two threads at once."""

    def __init__(self, catalog: Catalog, message: bytes, seconds: float = SECONDS) -> None:
        """``message`` is the catalog as ``pickled``, made once for all workers."""
        self._catalog = catalog
        self._message = message
        self._seconds = seconds
        self._process = subprocess.Popen(
            [sys.executable, *COMMAND],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
        )

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def read(self, data: bytes, period: Period | None = None) -> ReturnDraft | None:
        """The draft; None when the worker died or had to be ended: then it is of no more use."""
        clock = threading.Timer(self._seconds, self._process.kill)
        clock.start()
        try:
            if self._message:
                send(self._process.stdin, self._message)
                self._message = b""
            send(self._process.stdin, pickle.dumps(period))
            send(self._process.stdin, data)
            answer = receive(self._process.stdout)
        except OSError:  # the pipe broke: it is dead
            return None
        finally:
            clock.cancel()
        return None if answer is None else unpacked(answer, self._catalog)

    def close(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                pipe.close()
            except OSError:  # what was still to be written went with the process
                pass


class Readers:
    """As many workers as the machine has cores. Any thread may ask; one bad file stops nothing."""

    def __init__(self, catalog: Catalog, count: int | None = None, seconds: float = SECONDS) -> None:
        self._catalog = catalog
        self._message = pickled(catalog)
        self._seconds = seconds
        self.count = count or min(os.cpu_count() or 1, _MOST_WORKERS)
        self._free: LifoQueue[Reader | None] = (
            LifoQueue()
        )  # the one used last is the warmest; None is yet to be started
        for _ in range(self.count):
            self._free.put(None)
        self._threads = ThreadPoolExecutor(self.count, thread_name_prefix="reader")

    def read(self, data: bytes, period: Period | None = None) -> ReturnDraft:
        """Read one file; ``file.unreadable_safely`` where the worker died or ran out of time or memory."""
        reader = self._free.get()
        try:
            reader = reader or Reader(self._catalog, self._message, self._seconds)
            draft = reader.read(data, period)
            if draft is None:
                reader.close()
                reader = None
        finally:
            self._free.put(reader)
        return draft or unreadable()

    def submit(self, data: bytes, period: Period | None = None) -> Future[ReturnDraft]:
        """Read one file as soon as a worker is free, without waiting for it."""
        return self._threads.submit(self.read, data, period)

    def read_all(
        self, files: Iterable[tuple[Key, bytes]], period: Period | None = None
    ) -> Iterator[tuple[Key, bytes, ReturnDraft]]:
        """Read many files on all cores, in their order; no more than two a worker are ahead, so that memory stays flat."""
        ahead: deque[tuple[Key, bytes, Future[ReturnDraft]]] = deque()
        for key, data in files:
            ahead.append((key, data, self.submit(data, period)))
            if len(ahead) > 2 * self.count:
                yield _first(ahead)
        while ahead:
            yield _first(ahead)

    def close(self) -> None:
        """End all workers; again changes nothing."""
        self._threads.shutdown(cancel_futures=True)
        while not self._free.empty():
            if reader := self._free.get():
                reader.close()


def _first(ahead: deque[tuple[Key, bytes, Future[ReturnDraft]]]) -> tuple[Key, bytes, ReturnDraft]:
    key, data, future = ahead.popleft()
    return key, data, future.result()


_lock = threading.Lock()
_kept: dict[int, tuple[Catalog, Readers]] = {}


def readers(catalog: Catalog) -> Readers:
    """The workers of this process for a catalog, shared by all its stores and threads, ended with the process."""
    with _lock:
        if id(catalog) not in _kept:
            made = Readers(catalog)
            atexit.register(made.close)
            _kept[id(catalog)] = (catalog, made)  # the catalog is kept, so that its id stays its own
        return _kept[id(catalog)][1]
