"""What takes long to make and is the same for all readers who may see the same: made once, then only drawn."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from dxmetrics.ui.page import Page
from dxmetrics.ui.shelf import kept_by

Kept = TypeVar("Kept")


def kept(page: Page, name: str, make: Callable[[], Kept], *key: Hashable) -> Kept:
    """What ``make`` makes of the figures in view; shared by all of the same roles and unit, so nobody
    may change it.

    ``name`` and ``key`` say all that it is made of besides the figures as they stand, the quarter and the language.
    Not for anything that asks the hour or what a reader did.
    """
    reader = page.store.actor
    figures = (str(page.store.path), page.data.snapshot, page.selection.period, page.language)
    return kept_by((name, *figures, reader.roles, reader.unit, *key), make)


def kept_as_filtered(page: Page, name: str, make: Callable[[], Kept], *key: Hashable) -> Kept:
    """The same of what also hangs on the filters that the page draws."""
    return kept(page, name, make, page.entry.key, page.in_force, *key)
