"""backup and restore."""

from __future__ import annotations

import argparse

from dxmetrics import metrics
from dxmetrics.cli.console import say_out
from dxmetrics.cli.opening import opened
from dxmetrics.store.lake import place_name
from dxmetrics.text import Words

Options = argparse.Namespace


def backup(options: Options, say: Words) -> int:
    """Write a backup, proved by its figures, while the store may be in use."""
    with opened(options) as store:
        path = metrics.backup(store, options.file)
    say_out(say("cli.backup.done", path=path))
    return 0


def restore(options: Options, say: Words) -> int:
    """Put a backup in the store's place; what stood there is kept beside it."""
    aside = metrics.restore(options.file, options.db)
    say_out(say("cli.restore.done", path=place_name(options.db), backup=options.file))
    say_out(say("cli.restore.accounts"))
    if aside:
        say_out(say("cli.restore.aside", path=aside))
    return 0
