"""The audit trail: all that ever happened to returns and periods, with who, when and why."""

from __future__ import annotations

import pandas as pd

from dxmetrics.periods import Period
from dxmetrics.store import Store
from dxmetrics.store.guarding import act
from dxmetrics.store.sqlfiles import query


@act("audit")
def audit(
    store: Store, period: Period | str | None = None, *, unit: str | None = None, return_id: str | None = None
) -> pd.DataFrame:
    """One row per event, the newest first: happened_at, event, actor, reason, then the return, unit, period and file it is about.

    event  rejected, pending, accepted, withdrawn (a revision); frozen, unfrozen, exception (a period);
    request, extension, letter, answered, forwarded, taken_back (its paper trail, with document_number, deadline …)
    """
    filters = {"period": str(period) if period else None, "org_unit": unit, "return_id": return_id}
    return _frame(store, "audit", filters)


@act("batches")
def batches(store: Store) -> pd.DataFrame:
    """One row per pile ever loaded, the newest first: when, by whom (``people``: how many they are), of which
    ``periods`` (joined by ``;``), and how many of its files are in which state now."""
    return _frame(store, "batches", {})


def _frame(store: Store, name: str, parameters: dict[str, str | None]) -> pd.DataFrame:
    with store.cursor() as cursor:
        return cursor.execute(query(name), parameters).df()
