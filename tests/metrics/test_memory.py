"""Figures that nobody holds any more take no memory, whoever they were made for."""

from __future__ import annotations

import gc

from dxmetrics import metrics
from dxmetrics.roles import Actor
from dxmetrics.store import Store
from dxmetrics.store.loading import load_file

UNIT = "STC@2024-01-01"
LOADS = 7


def databases(store: Store) -> int:
    gc.collect()
    return store.rows("select count(*) from duckdb_databases() where database_name like 'snapshot_%'")[0][0]


def test_snapshots_made_for_one_readers_copy_of_the_store_go_with_it(empty_store: Store, filled_return) -> None:
    """A page is given a copy of the store that acts as its reader and ends with the run."""
    found = []
    for number in range(LOADS):
        load_file(empty_store, "a.xlsx", filled_return(UNIT, "2024Q2", {"D81.1": number}), by="x", accept_warnings=True)
        metrics.snapshot(empty_store.on_behalf_of(Actor(frozenset({"viewer"}), f"reader{number}")))
        found.append(databases(empty_store))
    assert found[-1] == found[-2] == found[-3] < LOADS
