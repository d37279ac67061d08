"""user and erase-personal: who may sign in, and what a unit asks to have forgotten."""

from __future__ import annotations

import argparse

import pandas as pd

from dxmetrics.cli import printing
from dxmetrics.cli.console import say_out
from dxmetrics.cli.opening import find_unit, opened
from dxmetrics.store import Store, accounts, erasing
from dxmetrics.text import Words

Options = argparse.Namespace
_SHOWN = ("account", "full_name", "roles", "unit", "state", "last_seen")


def user(options: Options, say: Words) -> int:
    """One of the things that are done to accounts."""
    with opened(options) as store:
        {"add": _add, "list": _list, "role": _role, "disable": _disable, "password": _password}[options.action](
            store, options, say
        )
    return 0


def erase_personal(options: Options, say: Words) -> int:
    """Erase the personal data of one unit from cells, values, findings and kept files."""
    with opened(options) as store:
        unit = find_unit(store, options.unit, list(store.catalog.units.values()), say)
        done = erasing.erase_personal(store, unit.id, by=options.by, reason=options.reason)
    counts = {"values": done.values, "cells": done.cells, "files": done.files}
    say_out(say("cli.erase-personal.done", unit=unit.name(say.language), **counts))
    return 0


def _add(store: Store, options: Options, say: Words) -> None:
    unit = _unit(store, options, say)
    who = {"by": options.by, "unit": unit, "full_name": options.full_name, "reason": options.reason}
    code = accounts.add_account(store, options.name, options.role, **who)
    if options.password:
        accounts.set_password(store, options.name, options.password, by=options.by)
        say_out(say("cli.user.done", name=options.name))
    else:
        say_out(say("cli.user.added", name=options.name, code=code))


def _list(store: Store, options: Options, say: Words) -> None:
    rows = [
        (
            item.account, item.full_name, " ".join(item.roles), item.unit,
            item.state, item.last_seen.isoformat(timespec="seconds") if item.last_seen else "",
        )
        for item in accounts.accounts(store)
    ]  # fmt: skip
    printing.rows(pd.DataFrame(rows, columns=list(_SHOWN)), _SHOWN, options.format)


def _role(store: Store, options: Options, say: Words) -> None:
    unit = _unit(store, options, say)
    accounts.set_roles(store, options.name, options.role, by=options.by, unit=unit, reason=options.reason)
    say_out(say("cli.user.done", name=options.name))


def _disable(store: Store, options: Options, say: Words) -> None:
    accounts.disable(store, options.name, by=options.by, reason=options.reason, enable=options.enable)
    say_out(say("cli.user.done", name=options.name))


def _password(store: Store, options: Options, say: Words) -> None:
    if options.password:
        accounts.set_password(store, options.name, options.password, by=options.by)
        say_out(say("cli.user.done", name=options.name))
    else:
        code = accounts.invite(store, options.name, by=options.by, reason=options.reason)
        say_out(say("cli.user.code", name=options.name, code=code))


def _unit(store: Store, options: Options, say: Words) -> str:
    if not options.unit:
        return ""
    return find_unit(store, options.unit, list(store.catalog.units.values()), say).id
