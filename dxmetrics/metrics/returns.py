"""The returns in the store as an officer sees them: revisions, what changed between two, their findings, freezes."""

from __future__ import annotations

import json

import pandas as pd

from dxmetrics.findings import Finding
from dxmetrics.metrics.values import HIDDEN, typed_value
from dxmetrics.periods import Period
from dxmetrics.store import Store
from dxmetrics.store.guarding import act, own_rows, require_own
from dxmetrics.store.sqlfiles import query


@act("returns")
def revisions(
    store: Store, period: Period | str | None = None, *, return_id: str | None = None, batch_id: str | None = None
) -> pd.DataFrame:
    """One row per file ever sent in, the newest first, also those that were rejected or did not say whose they are.

    revision_id, return_id, org_unit, period, revision, state (rejected, pending, accepted, withdrawn), is_in_force,
    received_at, received_by, file, sha256, batch_id, errors, warnings, notes, and the last event's happened_at, actor,
    reason; times are Vietnam's.
    """
    asked = {"period": str(period) if period else None, "return_id": return_id, "batch_id": batch_id}
    with store.cursor() as cursor:
        return own_rows(store, cursor.execute(query("revisions"), asked).df())


@act("returns")
def revision_changes(
    store: Store, *, old: int | None = None, new: int | None = None, with_personal: bool = False
) -> pd.DataFrame:
    """One row per value that differs between two revisions: org_unit, data_element, old, new, sheet, cell.

    ``old`` and ``new`` are revision ids; None says nothing, so that all of the other is new, or gone. Values are as in
    ``values``; None where a revision leaves it out. Personal data reads ``***`` unless asked for.
    """
    with store.cursor() as cursor:
        frame = own_rows(store, cursor.execute(query("revision_changes"), {"old": old, "new": new}).df())
    for side, stated in (("old", "was_stated"), ("new", "is_stated")):
        frame[side] = pd.Series(_side(frame, side, stated, with_personal), dtype=object, index=frame.index)
    return frame[["org_unit", "data_element", "old", "new", "sheet", "cell"]]


@act("findings")
def revision_findings(store: Store, revision: int) -> list[Finding]:
    """The findings of one revision (by its id) as they were when it came in, in their order."""
    require_own(store, _unit_of(store, revision))
    rows = store.rows(query("revision_findings"), {"revision_id": revision})
    return [
        Finding(code, severity, sheet, cell, found, json.loads(params))
        for code, severity, sheet, cell, found, params in rows
    ]


def frozen_periods(store: Store) -> pd.DataFrame:
    """One row per period ever frozen, the newest first.

    period, is_frozen, frozen_at, actor, reason, restatements (changes let in), open_exceptions (not used up yet)
    """
    with store.cursor() as cursor:
        return cursor.execute(query("frozen_periods")).df()


def _unit_of(store: Store, revision: int) -> str | None:
    """Whose return the revision is of; None where the file did not say."""
    found = store.rows("select org_unit from raw.revision where revision_id = $id", {"id": revision})
    return found[0][0] if found else None


def _side(frame: pd.DataFrame, side: str, stated: str, with_personal: bool) -> list[object]:
    columns = ("value_type", f"{side}_number", f"{side}_text", f"{side}_not_applicable", stated, "personal")
    return [
        (HIDDEN if personal and not with_personal else typed_value(kind, number, text, na)) if there else None
        for kind, number, text, na, there, personal in zip(*(frame[name] for name in columns), strict=True)
    ]
