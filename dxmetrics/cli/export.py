"""The command that writes a page's table to a file.

It borrows the tables from the pages themselves at the moment it is called, so that a script gets what the screen shows; no
other command waits for the pages' libraries.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from dxmetrics.cli.console import say_out
from dxmetrics.cli.opening import find_unit, opened
from dxmetrics.store import Store
from dxmetrics.text import Words

Options = argparse.Namespace
TABLES = (
    "units", "values", "lagging", "aside", "reporting", "late",
    "guardrail_levels", "guardrail_units", "strengthened", "post_sums", "people_sums", "money_sums", "post_units",
    "people_units", "money_units",
    "member_family", "member_units", "platforms", "platform_units", "organisation_family", "team_sums", "team_units",
    "activities", "network_named",
    "task_counts", "assignment_counts", "task_indicators", "assignment_indicators", "task_agencies", "difficulties",
    "deadlines", "extensions", "letters", "matters", "audit",
)  # fmt: skip
_UNITS = ("unit", "district")
_FILTERS = ("level", "target", "status", "search", "peer_group", "group", "structure", "area", *_UNITS)
_SWITCHES, _YES = ("frozen", "carry_forward"), "yes"


def export(options: Options, say: Words) -> int:
    """Write a table of a quarter as its page shows it."""
    with _quiet():
        from dxmetrics.ui import exporting

    with opened(options) as store:
        content = exporting.table(store, say, options.table, _chosen(options, store, say))
        data = exporting.written(content, say, options.format, options.separator)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_bytes(data)
    say_out(say("cli.export.done", table=content.title, count=len(content.rows), file=options.out))
    return 0


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the warning of the pages' library that no server runs."""
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def _chosen(options: Options, store: Store, say: Words) -> dict[str, str]:
    """The filters that were given, units by their ids."""
    given = {name: value for name in _FILTERS if (value := getattr(options, name))}
    given |= {name: _YES for name in _SWITCHES if getattr(options, name)}
    known = store.catalog.units_at(options.period)
    units = {name: find_unit(store, given[name], known, say).id for name in _UNITS if name in given}
    return {"period": options.period.code, **given, **units}
