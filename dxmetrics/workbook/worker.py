"""A process that reads workbooks for another one and may die alone: ``python -m dxmetrics.workbook.worker``.

In: the pickled catalog once, then again and again a pickled list of files, each its bytes and a quarter (or None).
Out: for each file the ``packed`` draft, as soon as it is read. It ends when its input does.
"""

from __future__ import annotations

import gc
import pickle
import sys

from dxmetrics.findings import Finding
from dxmetrics.workbook.draft import ReturnDraft, refused_draft
from dxmetrics.workbook.reading import read_return
from dxmetrics.workbook.wire import packed, receive, send

MEMORY_BYTES = 1 << 30
"""Address space one worker may take, its own program (some 60 MB) included; a hostile file of returns.md takes below 300 MB."""


def main() -> None:
    """Serve until the other side closes the pipe."""
    _limit_memory()
    messages, answers = sys.stdin.buffer, sys.stdout.buffer
    catalog = pickle.loads(receive(messages) or b"")
    gc.freeze()
    while (files := receive(messages)) is not None:
        for data, period in pickle.loads(files):
            try:
                draft = read_return(data, catalog, period)
            except MemoryError:
                draft = unreadable()
            send(answers, packed(draft))


def unreadable() -> ReturnDraft:
    """What a file gets whose reading had to be stopped."""
    return refused_draft(Finding("file.unreadable_safely", "error"))


def _limit_memory() -> None:
    """Windows has no such limit; there the time limit of the other side must do."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


if __name__ == "__main__":
    main()
