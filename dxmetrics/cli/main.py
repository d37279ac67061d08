"""Runs one command and turns errors made on purpose into one line and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

from dxmetrics.cli import acts, commands, follow
from dxmetrics.cli.parser import build_parser
from dxmetrics.errors import DxmetricsError, StoreError
from dxmetrics.text import Words, words

_USAGE = {"no_frozen_figures", "frozen_alone", "later_structure", "on_without_as_is"}
"""Options that can't be answered together, or not of this store: as wrong as an option that does not exist."""

_COMMANDS: dict[str, Callable] = {
    "init": commands.init,
    "sample": commands.sample,
    "template": commands.template,
    "check": commands.check,
    "load": commands.load,
    "values": commands.values,
    "progress": commands.progress,
    "lagging": commands.lagging,
    "reporting": commands.reporting,
    "changes": follow.changes,
    "tasks": follow.tasks,
    "system": follow.system,
    "settling": follow.settling,
    "score": commands.score,
    "freeze": acts.freeze,
    "withdraw": acts.withdraw,
    "undo": acts.undo,
    "audit": acts.audit,
}


def main(arguments: Sequence[str]) -> int:
    """Exit code: 0 well, 1 faults in what was given, 2 usage (argparse exits by itself)."""
    options = build_parser(words(os.environ.get("DXMETRICS_LANG", "vi"))).parse_args(arguments)
    say = words(options.lang)
    try:
        return _COMMANDS[options.command](options, say)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except DxmetricsError as fault:
        print(_text(fault, say), file=sys.stderr)
        return 2 if isinstance(fault, StoreError) and fault.code in _USAGE else 1


def _text(fault: DxmetricsError, say: Words) -> str:
    if isinstance(fault, StoreError):
        return say(f"error.store.{fault.code}", **fault.params)
    return str(fault)
