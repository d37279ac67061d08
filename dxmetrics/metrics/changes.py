"""What changed between two quarters, or between two moments of one quarter (metrics.md §3, any comparison of two periods)."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from dxmetrics.errors import PeriodError
from dxmetrics.metrics.reporting import periods
from dxmetrics.metrics.snapshot import Snapshot, snapshot
from dxmetrics.metrics.values import HIDDEN, typed_value
from dxmetrics.periods import Period
from dxmetrics.store import Store
from dxmetrics.store.guarding import act, own_rows
from dxmetrics.store.sqlfiles import query

COLUMNS = (
    "kind target indicator org_unit code name_vi name_en level group period since data_element old new old_status new_status "
    "comparable_units units return_id revision file received_by event by at reason sheet cell"
).split()
_COUNTS = ["comparable_units", "units", "revision"]


@act("typed")
def changes(
    store: Store,
    period: Period | str,
    since: Period | datetime | None = None,
    as_of: datetime | None = None,
    *,
    with_personal: bool = False,
) -> pd.DataFrame:
    """One row per change up to ``period``: since an earlier quarter (None: the last one with returns), or since a moment.

    kind              achieved, regressed, status (old_status → new_status; of the province), restated (old → new of one
                      data element), new_reporter, lost_reporter
    old, new          figures over the area both quarters have, or what the cell said; None where nothing stood
    comparable_units  of ``units``: how many both have. Fewer than ``units``: the comparison is not of the whole
    return_id … cell  of what was restated: the return, the last act on it, by whom and when, where it stands now

    Silence regresses nobody. PeriodError where there is nothing earlier to compare with.
    """
    period = Period.parse(period) if isinstance(period, str) else period
    now = snapshot(store, as_of)
    if isinstance(since, datetime):
        then, suffix, asked = snapshot(store, since), "moment", {"period": period.code}
    else:
        since = since or _before(store, period)
        then, suffix, asked = now, "period", {"period": period.code, "since": since.code}
    rows = _compare(now, then, "changes_rows", "then_row", f"changes_then_{suffix}", asked)
    reporters = _compare(now, then, "changes_reporters", "then_reporter", f"changes_reporters_then_{suffix}", asked)
    restated = _compare(now, then, "changes_restated", "then_accepted", f"changes_accepted_then_{suffix}", asked)
    rows = rows.rename(columns={"old_value": "old", "new_value": "new"}).astype({"old": object, "new": object})
    found = pd.concat([rows, reporters, _typed(own_rows(store, restated), with_personal)], ignore_index=True).reindex(
        columns=COLUMNS
    )
    found["since"] = since.code if isinstance(since, Period) else since.isoformat()
    return found.astype(dict.fromkeys(_COUNTS, "Int64"))


def _before(store: Store, period: Period) -> Period:
    """The last quarter before this one in which a return is in force."""
    earlier = [item for item in periods(store) if item < period]
    if not earlier:
        raise PeriodError(f"{period.code}: no earlier quarter has a return")
    return earlier[-1]


def _compare(
    now: Snapshot, then: Snapshot, query_name: str, table: str, then_query: str, asked: dict[str, str]
) -> pd.DataFrame:
    """The rows of a query over ``now`` that reads what ``then`` said under the name ``table``."""
    known = then.frame(then_query, **asked)
    with now.store.cursor() as cursor:
        now.own.look_up(cursor)
        cursor.register(table, known)
        parameters = {"period": asked["period"]} if "$period" in query(query_name) else {}
        return cursor.execute(query(query_name), parameters).df()


def _typed(restated: pd.DataFrame, with_personal: bool) -> pd.DataFrame:
    """Old and new as they are shown; personal data only for who asks for it."""
    for side in ("old", "new"):
        kept = ("value_type", f"{side}_number", f"{side}_text", f"{side}_not_applicable", "personal")
        told = [
            HIDDEN if personal and not with_personal else typed_value(kind, number, text, na)
            for kind, number, text, na, personal in zip(*(restated[name] for name in kept), strict=True)
        ]
        restated[side] = pd.Series([None if value != value else value for value in told], dtype=object)
    return restated
