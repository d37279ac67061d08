"""The guard before every act on a store: the role is asked where the work is done, whoever calls it and from where."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import pandas as pd

from dxmetrics.catalog import Catalog
from dxmetrics.errors import StoreError
from dxmetrics.roles import ACTS, require
from dxmetrics.store.events import AccessEvent, tell
from dxmetrics.store.store import Store

P = ParamSpec("P")
R = TypeVar("R")


def act(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a function (its first argument is the store) run only for whom the act is allowed to (roles.py).

    Who signed in acts under their own name: a ``by`` that says another one is replaced. ``with_personal`` asks for the
    act ``personal`` too.
    """
    if name not in ACTS:
        raise KeyError(f"{name}: not in roles.ACTS")

    def guard(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def guarded(store: Store, *args: object, **options: object) -> R:
            require(store.actor, name)
            if options.get("with_personal"):
                require(store.actor, "personal")
                if store.actor.name:
                    tell(store, AccessEvent("saw_personal", store.actor.name, function.__name__))
            if store.actor.name and "by" in options:
                options["by"] = store.actor.name
            return function(store, *args, **options)

        guarded.act = name
        return guarded

    return guard


def is_own(store: Store, unit: str | None) -> bool:
    """Whether the actor may see what this unit typed: a unit's account sees itself and its communes, others all."""
    return not store.actor.is_limited or (bool(unit) and unit in scope(store.catalog, store.actor.unit))


def require_own(store: Store, unit: str | None) -> None:
    """StoreError ``forbidden`` for what is another unit's."""
    if not is_own(store, unit):
        raise StoreError("forbidden", act="other_unit")


def own_rows(store: Store, rows: pd.DataFrame, *, with_province: bool = False) -> pd.DataFrame:
    """The rows the actor may see: all, or those of its own unit and its communes (and the province's totals)."""
    if not store.actor.is_limited:
        return rows
    seen = set(scope(store.catalog, store.actor.unit))
    if with_province:
        seen |= {unit.id for unit in store.catalog.units.values() if unit.level == "province"}
    return rows[rows["org_unit"].isin(seen)].reset_index(drop=True)


def scope(catalog: Catalog, unit: str) -> frozenset[str]:
    """A unit and the units directly below it, of all times; none for no unit."""
    if not unit:
        return frozenset()
    return frozenset({unit, *(item.id for item in catalog.units.values() if item.parent_id == unit)})
