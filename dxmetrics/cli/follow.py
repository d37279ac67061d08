"""The commands that follow the figures: what changed, the tasks, the indicators the system makes, what would settle a target."""

from __future__ import annotations

import argparse

from dxmetrics import metrics
from dxmetrics.cli import printing
from dxmetrics.cli.opening import find_target, find_unit, opened
from dxmetrics.text import Words

Options = argparse.Namespace


def changes(options: Options, say: Words) -> int:
    """What changed since an earlier quarter or moment."""
    with opened(options) as store:
        frame = metrics.changes(store, options.period, options.since, with_personal=options.with_personal)
    printing.rows(frame, printing.CHANGES, options.format)
    return 0


def tasks(options: Options, say: Words) -> int:
    """States of the tasks; with ``--measures`` the indicators that measure them."""
    with opened(options) as store:
        if options.measures:
            frame = metrics.task_indicators(store, options.period, task=options.task, level=options.level)
        else:
            frame = metrics.tasks(store, options.period, task=options.task, level=options.level)
    printing.rows(frame, printing.TASK_INDICATORS if options.measures else printing.TASKS, options.format)
    return 0


def system(options: Options, say: Words) -> int:
    """The indicators the system makes from how returns came."""
    with opened(options) as store:
        unit = find_unit(store, options.unit, store.catalog.units_at(options.period), say).id if options.unit else None
        frame = metrics.system_indicators(store, options.period, unit=unit, level=options.level)
    printing.rows(frame, printing.SYSTEM, options.format)
    return 0


def settling(options: Options, say: Words) -> int:
    """The silent units whose answer could change an incomplete status."""
    with opened(options) as store:
        target = find_target(store, options.target, say) if options.target else None
        frame = metrics.settling(store, options.period, target, options.level)
    printing.rows(frame, printing.SETTLING, options.format)
    return 0
