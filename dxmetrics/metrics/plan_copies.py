"""The Plan's tables in memory: all relations read them, and they change only with the Plan."""

from __future__ import annotations

from dataclasses import dataclass

from dxmetrics.metrics.layers import Layer, home_of, reading
from dxmetrics.store import Store
from dxmetrics.store.sqlfiles import query


@dataclass(frozen=True)
class PlanCopy:
    """version: how often the Plan's data had been replaced; layer: the tables of the schema plan as they were then."""

    version: int
    layer: Layer


def plan_copy(store: Store) -> PlanCopy:
    """The tables as they are now, kept with the store until they change.

    Called by who makes figures, one at a time (``Store.building``).
    """
    version = store.same_rows(query("plan_version"))[0][0]
    if version not in store.plans:
        made = _made(store)
        store.plans.clear()
        store.plans[made.version] = made
        return made
    return store.plans[version]


def _made(store: Store) -> PlanCopy:
    layer = Layer(store)
    with reading(store) as cursor:
        home = home_of(cursor)
        version = cursor.execute(query("plan_version")).fetchone()[0]
        cursor.execute(f"create schema {layer.name}.plan")
        for (table,) in cursor.execute(query("plan_table_names")).fetchall():
            cursor.execute(f"create table {layer.name}.plan.{table} as select * from {home}.plan.{table}")
    return PlanCopy(version, layer)
