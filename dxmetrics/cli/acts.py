"""The commands by which a person acts on returns and periods; each names who and why, and the audit trail keeps both."""

from __future__ import annotations

import argparse

from dxmetrics import metrics
from dxmetrics.cli import printing
from dxmetrics.cli.console import say_out
from dxmetrics.cli.opening import find_unit, opened
from dxmetrics.store import actions, freezing
from dxmetrics.text import Words

Options = argparse.Namespace


def freeze(options: Options, say: Words) -> int:
    """Freeze a period, unfreeze it, or let one return of a unit into it."""
    who = {"by": options.by, "reason": options.reason}
    with opened(options) as store:
        if options.unfreeze:
            freezing.unfreeze(store, options.period, **who)
            say_out(say("cli.freeze.unfrozen", period=options.period.code))
        elif options.exception_for:
            unit = find_unit(store, options.exception_for, store.catalog.reporters(options.period), say)
            freezing.allow(store, options.period, unit.id, **who)
            say_out(say("cli.freeze.allowed", unit=unit.name(say.language), period=options.period.code))
        else:
            done = metrics.freeze(store, options.period, **who)
            say_out(say("cli.freeze.done", period=done.period, moment=printing.moment(done.frozen_at)))
    return 0


def withdraw(options: Options, say: Words) -> int:
    """Withdraw one revision of a return; the one accepted before it counts again."""
    with opened(options) as store:
        done = actions.withdraw(
            store, options.return_id, by=options.by, reason=options.reason, revision=options.revision
        )
        metrics.publish(store)
    say_out(say("cli.withdraw.done", return_id=done.return_id, revision=done.revision, file=done.file_name))
    return 0


def undo(options: Options, say: Words) -> int:
    """Withdraw all that came in with one load."""
    with opened(options) as store:
        done = actions.undo(store, options.batch, by=options.by, reason=options.reason)
        metrics.publish(store)
    say_out(say("cli.undo.done", count=len(done), batch=options.batch))
    return 0


def audit(options: Options, say: Words) -> int:
    """All that happened, the newest first."""
    with opened(options) as store:
        units = list(store.catalog.units.values())
        unit = find_unit(store, options.unit, units, say).id if options.unit else None
        frame = metrics.audit(store, options.period, unit=unit)
    printing.rows(frame, printing.AUDIT, options.format)
    return 0
