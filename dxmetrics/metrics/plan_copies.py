"""The Plan's tables of a shared store, in memory: all relations read them, and they change only with the Plan."""

from __future__ import annotations

from dxmetrics.metrics.layers import Layer, reading
from dxmetrics.store import Store
from dxmetrics.store.sqlfiles import query


def plan_copy(store: Store) -> Layer | None:
    """The layer with the store's tables of the schema plan as they are now; None for a store that is a file of our own.

    Called by who makes figures, one at a time (``Store.building``).
    """
    if not store.is_shared:
        return None
    version = store.setting("plan_hash")
    if version not in store.plans:
        made = _made(store)
        store.plans.clear()
        store.plans[version] = made
    return store.plans[version]


def _made(store: Store) -> Layer:
    layer = Layer(store)
    with reading(store) as cursor:
        home = cursor.execute("select current_database()").fetchone()[0]
        cursor.execute(f"create schema {layer.name}.plan")
        for (table,) in cursor.execute(query("plan_table_names")).fetchall():
            cursor.execute(f"create table {layer.name}.plan.{table} as select * from {home}.plan.{table}")
    return layer
