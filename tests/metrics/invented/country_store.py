"""An invented country in a store of its own: plan by the catalog, returns as rows written in one go."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

from dxmetrics.catalog import load_catalog
from dxmetrics.store import Store, open_store
from dxmetrics.store.writing import insert
from tests.metrics.invented.plan_files import Plan, plans_of, write_plan_folder
from tests.metrics.invented.returns import invent_returns
from tests.metrics.invented.shapes import Country
from tests.metrics.oracle.facts import Facts, code_of, cutoff_of
from tests.metrics.oracle.files import KAD
from tests.metrics.oracle.ledger import Revision


@dataclass(frozen=True)
class Settled:
    """A country whose past has been written: the store, and the same past for who takes the long way round."""

    plans: list[Plan]
    store: Store
    facts: Facts
    revisions: list[Revision]
    moment: datetime


@contextmanager
def settled(country: Country) -> Iterator[Settled]:
    """The country in a store in memory, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="country"))
    try:
        plans = plans_of(country)
        write_plan_folder(country, plans, folder)
        facts = Facts(folder)
        revisions = invent_returns(plans, facts)
        store = open_store(":memory:", catalog=load_catalog(folder))
        put_returns(store, revisions)
        yield Settled(plans, store, facts, revisions, _moment(country, facts))
        store.close()
    finally:
        shutil.rmtree(folder)


def _moment(country: Country, facts: Facts) -> datetime:
    """After everything has come and is due, or somewhere on the way there."""
    first, last = (datetime.combine(cutoff_of(facts.periods[place]), datetime.min.time()) for place in (0, -1))
    if country.moment is None:
        return last + timedelta(days=200)
    return first + country.moment * (last + timedelta(days=15) - first)


def put_returns(store: Store, revisions: list[Revision], first: int = 1) -> None:
    """Rows of raw and core, as loading would have left them; revisions are numbered from ``first``."""
    numbered = list(enumerate(revisions, start=first))
    events = sorted(
        ((at, number, place, event) for number, one in numbered for place, (event, at) in enumerate(one.events)),
    )
    nobody = {"actor": "", "reason": ""}
    tables = {
        "raw.revision": [_revision_row(store, number, one) for number, one in numbered],
        "raw.revision_event": [
            {"event_id": 1000 * first + order, "revision_id": number, "event": event, "happened_at": at, **nobody}
            for order, (at, number, _, event) in enumerate(events)
        ],
        "core.revision_value": [
            _value_row(number, unit, code, value)
            for number, one in numbered
            if one.events[0][0] != "rejected"
            for (unit, code), value in one.values.items()
        ],
    }  # fmt: skip
    with store.transaction() as cursor:
        for table, rows in tables.items():
            insert(cursor, table, rows, cursor.execute(f"select * from {table} limit 0").to_arrow_table().schema)


def _revision_row(store: Store, number: int, one: Revision) -> dict:
    form = store.catalog.units[one.unit].form
    period = code_of(one.index)
    return {
        "revision_id": number, "return_id": f"{one.unit}/{form}/{period}", "org_unit": one.unit, "form": form,
        "period": period, "revision": one.revision, "sha256": str(number), "file_name": "f.xlsx",
        "received_at": one.received_at, "received_by": "x", "batch_id": "b",
    }  # fmt: skip


def _value_row(number: int, unit: str, code: str, value: object) -> dict:
    counts = isinstance(value, bool | int | float)
    return {
        "revision_id": number, "org_unit": unit, "data_element": code,
        "number": Decimal(str(float(value))).quantize(Decimal("0.0001")) if counts else None,
        "text": None if counts or value == KAD else value, "not_applicable": value == KAD, "note": "",
        "sheet": "Biểu 1", "cell": "F1",
    }  # fmt: skip
