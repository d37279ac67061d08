"""What every command needs: the store opened and given back, a unit by the words a person types."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from dxmetrics.catalog.model import OrgUnit
from dxmetrics.cli.console import console
from dxmetrics.errors import DxmetricsError
from dxmetrics.store import Store, open_store
from dxmetrics.text import Words


@contextmanager
def opened(options: argparse.Namespace) -> Iterator[Store]:
    """The store that ``--db`` names, closed again whatever happens; a server's own where it runs the command."""
    if console().store:
        yield console().store
        return
    store = open_store(options.db)
    try:
        yield store
    finally:
        store.close()


def find_unit(store: Store, text: str, candidates: list[OrgUnit], say: Words) -> OrgUnit:
    """The candidate that ``text`` names; DxmetricsError, with what was probably meant, where it names none."""
    unit = store.catalog.find_unit(text, candidates)
    if unit is None:
        near = store.catalog.suggest_unit(text, candidates)
        hint = say("cli.did_you_mean", word=f"{near.id} ({near.name(say.language)})") if near else ""
        raise DxmetricsError(say("cli.unknown_unit", word=text) + hint)
    return unit


def find_target(store: Store, text: str, say: Words) -> str:
    """The target or indicator of that code; DxmetricsError with the codes there are."""
    known = [*store.catalog.indicators, *store.catalog.targets]
    if text not in known:
        raise DxmetricsError(say("cli.unknown_target", word=text, known=", ".join(dict.fromkeys(known))))
    return text
