"""Workbooks read in processes of their own, one a core: a file that blows a parser up ends its worker, not the server.

The workers are plain subprocesses (a fork of a server with threads can hang), started when first needed and used again.
Each gets some files at a time: between two handings over it would wait until this process's other threads let go of
Python's lock, which takes longer than a file.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import LifoQueue
from typing import NamedTuple

from dxmetrics.catalog import Catalog
from dxmetrics.periods import Period
from dxmetrics.workbook.draft import ReturnDraft
from dxmetrics.workbook.wire import pickled, receive, send, unpacked
from dxmetrics.workbook.worker import unreadable

SECONDS = 20.0
"""How long a worker may take over what it was handed: a return takes 0.004 s, the largest the guard lets pass some 2 s."""
COMMAND = ("-m", "dxmetrics.workbook.worker")
_MOST_WORKERS = 4
_MOST_FILES, _MOST_BYTES = 8, 1_000_000
"""What one worker is handed at a time, at the most; one larger file goes alone."""
_PIPE_BYTES = 1 << 18
"""Room for what is handed over and for its answers, so that neither side waits for the other (where a pipe can grow)."""
_ROOT = Path(__file__).resolve().parents[2]


class Asked(NamedTuple):
    """A file to read and the quarter it must be for, if one is asked for."""

    data: bytes
    period: Period | None = None


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
            pipesize=_PIPE_BYTES,
        )

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def read(self, files: Sequence[Asked]) -> Iterator[ReturnDraft]:
        """The drafts in the files' order. Fewer than files: the worker died or had to be ended, and is of no more use."""
        clock = threading.Timer(self._seconds, self._process.kill)
        clock.start()
        try:
            if self._message:
                send(self._process.stdin, self._message)
                self._message = b""
            send(self._process.stdin, pickle.dumps([tuple(file) for file in files]))
            for _ in files:
                answer = receive(self._process.stdout)
                if answer is None:
                    return
                yield unpacked(answer, self._catalog)
        except OSError:  # the pipe broke: it is dead
            return
        finally:
            clock.cancel()

    def close(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):  # what was still to be written went with the process
                pipe.close()


class _Job(NamedTuple):
    file: Asked
    draft: Future[ReturnDraft]


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
        self._waiting: deque[_Job] = deque()
        self._taking = threading.Lock()

    def read(self, data: bytes, period: Period | None = None) -> ReturnDraft:
        """Read one file; ``file.unreadable_safely`` where the worker died or ran out of time or memory."""
        return self.submit(data, period).result()

    def submit(self, data: bytes, period: Period | None = None) -> Future[ReturnDraft]:
        """Read one file as soon as a worker is free, without waiting for it."""
        job = _Job(Asked(data, period), Future())
        self._waiting.append(job)
        self._threads.submit(self._serve)
        return job.draft

    def close(self) -> None:
        """End all workers; again changes nothing."""
        self._threads.shutdown(cancel_futures=True)
        for job in self._waiting:
            job.draft.cancel()
        while not self._free.empty():
            if reader := self._free.get():
                reader.close()

    def _serve(self) -> None:
        """Have one worker read the next files that wait, if another thread has not taken them."""
        jobs = self._take()
        if not jobs:
            return
        reader = self._free.get()
        try:
            while jobs:
                reader = reader or Reader(self._catalog, self._message, self._seconds)
                if not _read(reader, jobs):
                    reader = _ended(reader)
        except (
            Exception
        ) as fault:  # such as no memory for a process; answers it has not given would be taken for others
            reader = _ended(reader)
            for job in jobs:
                job.draft.set_exception(fault)
        finally:
            self._free.put(reader)

    def _take(self) -> deque[_Job]:
        """The next files for one worker; the fewer wait, the fewer, so that all workers end together."""
        found: deque[_Job] = deque()
        with self._taking:
            most = min(_MOST_FILES, 1 + len(self._waiting) // (2 * self.count))
            size = 0
            while self._waiting and len(found) < most:
                size += len(self._waiting[0].file.data)
                if found and size > _MOST_BYTES:
                    break
                job = self._waiting.popleft()
                if job.draft.set_running_or_notify_cancel():
                    found.append(job)
        return found


def _ended(reader: Reader | None) -> None:
    """Where there was one, another is to be started in its place."""
    if reader:
        reader.close()


def _read(reader: Reader, jobs: deque[_Job]) -> bool:
    """Have these files read and take them off ``jobs``; False when the worker is of no more use, and some may be left.

    Blamed is only a file that a worker began with: those left are to be handed to another one.
    """
    asked = len(jobs)
    for draft in reader.read([job.file for job in jobs]):
        jobs.popleft().draft.set_result(draft)
    is_well = not jobs
    if len(jobs) == asked:
        jobs.popleft().draft.set_result(unreadable())
    return is_well


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
