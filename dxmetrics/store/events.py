"""What is to be answered for beyond returns and quarters: sign-ins, accounts, originals taken, erasures."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

import duckdb

from dxmetrics.store.moments import vietnam_now
from dxmetrics.store.sqlfiles import query
from dxmetrics.store.store import Store


@dataclass(frozen=True)
class AccessEvent:
    """Who (``actor``) did what (``event``) to whom or what (``subject``), and what was said about it."""

    event: str
    actor: str
    subject: str = ""
    reason: str = ""
    org_unit: str | None = None
    period: str | None = None
    file_name: str | None = None
    sha256: str | None = None


def tell(store: Store, event: AccessEvent) -> None:
    """Write it down, now."""
    with store.transaction() as cursor:
        write_access_event(cursor, event, vietnam_now())


def write_access_event(cursor: duckdb.DuckDBPyConnection, event: AccessEvent, at: datetime) -> None:
    """Write it down inside the caller's transaction."""
    cursor.execute(query("add_access_event"), {**asdict(event), "at": at})
