"""The commands that write official documents.

What makes them is imported when they are called: the other commands need not wait for Word's and the charts' libraries.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable

from dxmetrics.cli.console import say_err, say_out
from dxmetrics.cli.opening import find_unit, opened
from dxmetrics.documents.letter_kinds import REQUEST
from dxmetrics.store import Store
from dxmetrics.text import Words

Options = argparse.Namespace
_WHICH = {"frozen": True, "current": False, None: None}


def report(options: Options, say: Words) -> int:
    """Write the quarterly report, with progress on stderr."""
    from dxmetrics.documents import word

    with opened(options) as store:
        data = word.report(store, options.period, frozen=_WHICH[options.figures], progress=_told(say))
    return _written(options, data, say("cli.report.done", period=options.period.code, file=options.out))


def brief(options: Options, say: Words) -> int:
    """Write the quarter's one-page brief."""
    from dxmetrics.documents import word

    with opened(options) as store:
        data = word.brief(store, options.period, frozen=_WHICH[options.figures])
    return _written(options, data, say("cli.brief.done", period=options.period.code, file=options.out))


def _written(options: Options, data: bytes, done: str) -> int:
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_bytes(data)
    say_out(done)
    return 0


def letters(options: Options, say: Words) -> int:
    """Write letters into a folder; units without a legal basis are named and left out, unless asked for by name."""
    from dxmetrics.documents import word

    with opened(options) as store:
        if options.kind == REQUEST:
            files = {f"{options.period}-{REQUEST}.docx": word.request_letter(store, options.period)}
        else:
            files = _reminders(options, store, say)
    options.out.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (options.out / name).write_bytes(data)
    say_out(say("cli.letters.done", count=len(files), folder=options.out) if files else say("cli.letters.none"))
    return 0


def _reminders(options: Options, store: Store, say: Words) -> dict[str, bytes]:
    from dxmetrics.documents import word

    which = {"kind": options.kind, "frozen": _WHICH[options.figures]}
    known = store.catalog.units_at(options.period)
    units = [find_unit(store, text, known, say).id for text in options.unit] or None
    files = word.letters(store, options.period, units, **which, progress=_told(say))
    if units is None:
        figures = word.gather(store, options.period, frozen=which["frozen"])
        refused = [item.unit.name(say.language) for item in word.addressees(figures, options.kind) if item.refused]
        if refused:
            say_err(say("cli.letters.refused", count=len(refused), names=", ".join(refused)))
    return files


def _told(say: Words) -> Callable[[int, int], None]:
    return lambda done, total: say_err(say("cli.report.progress", done=done, total=total))
