"""Runs one command and turns errors made on purpose into one line and an exit code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from dxmetrics.cli import acts, commands, export, follow, papers, people, safekeeping
from dxmetrics.cli.console import in_utf8, say_err
from dxmetrics.cli.faults import error_text
from dxmetrics.cli.parser import build_parser
from dxmetrics.cli.remote import ask_server
from dxmetrics.errors import DxmetricsError, StoreError
from dxmetrics.store.lake import away
from dxmetrics.text import Words, words

_USAGE = {"no_frozen_figures", "frozen_alone", "later_structure", "on_without_as_is"}
"""Options that can't be answered together, or not of this store: as wrong as an option that does not exist."""
_HELD = 3
_NEVER_ASKED = {"restore", "serve"}
"""A server can't replace the store under its own readers, nor be two."""

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
    "report": papers.report,
    "letters": papers.letters,
    "brief": papers.brief,
    "freeze": acts.freeze,
    "withdraw": acts.withdraw,
    "undo": acts.undo,
    "audit": acts.audit,
    "export": export.export,
    "backup": safekeeping.backup,
    "restore": safekeeping.restore,
    "user": people.user,
    "erase-personal": people.erase_personal,
}


def main(arguments: Sequence[str], serve: Callable[[argparse.Namespace], int] | None = None) -> int:
    """Exit code: 0 well, 1 faults in what was given, 2 usage (argparse exits by itself), 3 the store is held.

    ``serve`` starts the server; it stands to the right of the commands, so who calls them brings it.
    """
    in_utf8(sys.stdout, sys.stderr)
    options = build_parser(words(os.environ.get("DXMETRICS_LANG", "vi"))).parse_args(arguments)
    if getattr(options, "stdin", False):  # read here: a server that runs the command has another standard input
        options.password = sys.stdin.readline().rstrip("\r\n")
    try:
        return _serve(options, serve) if options.command == "serve" and serve else run(options)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def run(options: argparse.Namespace) -> int:
    """Run one parsed command where ``console()`` says. Exit code 3: a process that does not answer holds the store."""
    say = words(options.lang)
    try:
        return _here_or_there(options, say)
    except DxmetricsError as fault:
        say_err(error_text(fault, say, Path(options.db)))
        return _exit_code(fault)
    except BrokenPipeError:
        raise
    except OSError as fault:  # a file or folder of the asker's that can't be had, a disk that is full
        say_err(say("cli.not_had", path=fault.filename or "", reason=fault.strerror or fault))
        return 1
    except Exception as fault:
        if gone := away(fault):  # a shared store's PostgreSQL went away in the middle of a question
            say_err(error_text(gone, say, Path(options.db)))
            return 1
        raise


def _serve(options: argparse.Namespace, serve: Callable[[argparse.Namespace], int]) -> int:
    try:
        return serve(options)
    except DxmetricsError as fault:
        say_err(error_text(fault, words(options.lang), Path(options.db)))
        return _exit_code(fault)


def _here_or_there(options: argparse.Namespace, say: Words) -> int:
    try:
        return _COMMANDS[options.command](options, say)
    except StoreError as fault:
        if fault.code != "locked" or options.command in _NEVER_ASKED:
            raise
        return ask_server(options, fault)


def _exit_code(fault: DxmetricsError) -> int:
    if not isinstance(fault, StoreError):
        return 1
    return _HELD if fault.code in ("locked", "in_use") else 2 if fault.code in _USAGE else 1
