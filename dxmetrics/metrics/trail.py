"""The quarter's paper trail as it stands: the request letter, extensions, letters marked as sent (store/trail.py)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

import pandas as pd

from dxmetrics.metrics.snapshot import snapshot
from dxmetrics.periods import Period
from dxmetrics.store import Store


@dataclass(frozen=True)
class RequestLetter:
    """The letter that asks for a quarter's returns: number, date, the last day it states per level (none: the calendar's)."""

    event_id: int
    period: str
    number: str
    issued_on: date
    recorded_at: datetime
    recorded_by: str
    reason: str
    deadlines: dict[str, datetime] = field(default_factory=dict)


def request_letter(store: Store, period: Period | str, as_of: datetime | None = None) -> RequestLetter | None:
    """The quarter's request letter; None until it is recorded."""
    return request_letters(store, as_of).get(str(period))


def request_letters(store: Store, as_of: datetime | None = None) -> dict[str, RequestLetter]:
    """The request letters recorded so far, by quarter."""
    rows = snapshot(store, as_of).frame("requests", period=None)
    found: dict[str, RequestLetter] = {}
    for row in rows.itertuples(index=False):
        letter = found.setdefault(
            row.period,
            RequestLetter(
                int(row.event_id),
                row.period,
                row.number,
                row.issued_on.date(),
                row.happened_at.to_pydatetime(),
                row.actor,
                row.reason,
            ),
        )
        if pd.notna(row.due_at):
            letter.deadlines[row.level] = row.due_at.to_pydatetime()
    return found


def extensions(store: Store, period: Period | str | None = None, as_of: datetime | None = None) -> pd.DataFrame:
    """One row per extension that counts, the newest first: org_unit, extended_to, reason, actor, happened_at, event_id.

    A unit extended twice has two rows; the newer one says until when.
    """
    return snapshot(store, as_of).frame("extensions", period=str(period) if period else None)


def letters_sent(
    store: Store, period: Period | str | None = None, *, kind: str | None = None, as_of: datetime | None = None
) -> pd.DataFrame:
    """One row per letter marked as sent, the newest first: org_unit, kind (reminder | lagging), number, issued_on, actor."""
    return snapshot(store, as_of).frame("letters_sent", period=str(period) if period else None, kind=kind)
