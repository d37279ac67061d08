"""Where a command prints and which store it works on: this process's own, or those a server lends for one command.

A server answers commands in threads beside its readers, so neither may be global.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from io import TextIOWrapper
from typing import TextIO

from dxmetrics.store import Store


@dataclass(frozen=True)
class Console:
    """One command's surroundings. ``store`` is open already and stays open; None: the command opens its own."""

    out: TextIO
    err: TextIO
    store: Store | None = None


_lent: ContextVar[Console | None] = ContextVar("console", default=None)


def console() -> Console:
    """The surroundings of the command that is running."""
    return _lent.get() or Console(sys.stdout, sys.stderr)


@contextmanager
def lend(surroundings: Console) -> Iterator[None]:
    """Run what stands inside with these surroundings."""
    token = _lent.set(surroundings)
    try:
        yield
    finally:
        _lent.reset(token)


def in_utf8(*streams: TextIO) -> None:
    """Answers are UTF-8 wherever they go: Windows gives a file or a pipe an encoding without Vietnamese letters."""
    for stream in streams:
        if isinstance(stream, TextIOWrapper) and stream.encoding.lower() != "utf-8":
            stream.reconfigure(encoding="utf-8")


def say_out(text: str) -> None:
    """A line of the answer."""
    print(text, file=console().out, flush=True)


def say_err(text: str) -> None:
    """A line of progress or of a fault."""
    print(text, file=console().err, flush=True)
