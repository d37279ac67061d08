"""Where a data value comes from: return, revision, file, cell, verbatim text, who and when; and the file itself."""

from __future__ import annotations

import pandas as pd

from dxmetrics.errors import StoreError
from dxmetrics.metrics.values import HIDDEN, typed_value
from dxmetrics.periods import Period
from dxmetrics.store import Store
from dxmetrics.store.events import AccessEvent, tell
from dxmetrics.store.guarding import act, is_own, require_own
from dxmetrics.store.sqlfiles import query


@act("typed")
def provenance(
    store: Store, period: Period | str, org_unit: str, data_element: str, *, with_personal: bool = False
) -> pd.DataFrame:
    """One row per revision of the return that states this value, newest first; none when nobody ever stated it.

    return_id, reporter, revision, state, is_in_force (this one counts), value (as in ``values``; None where the
    revision leaves it out or was rejected), note, file, sha256, sheet, cell, verbatim (the cell word for word),
    received_by, received_at, accepted_at, accepted_by; times are Vietnam's. Personal data reads ``***`` unless asked
    for.
    """
    require_own(store, org_unit)
    asked = {"org_unit": org_unit, "period": str(period), "data_element": data_element}
    with store.cursor() as cursor:
        frame = cursor.execute(query("provenance"), asked).df()
    kept = ("value_type", "number", "text", "not_applicable", "is_stated")
    values = [
        typed_value(kind, number, text, na) if stated else None
        for kind, number, text, na, stated in zip(*(frame[name] for name in kept), strict=True)
    ]
    frame["value"] = pd.Series(values, dtype=object, index=frame.index)
    if not with_personal:
        frame.loc[frame["personal"] & frame["is_stated"], ["value", "verbatim", "note"]] = HIDDEN
    return frame.rename(columns={"file_name": "file"}).drop(columns=[*kept, "personal"])


@act("original")
def original_file_for_officers(store: Store, sha256: str) -> bytes | None:
    """The bytes of a file as it came in, by the SHA-256 of its content; None when the store has no such file, or no more.

    A file may hold personal data that the tables hide: officers get any, a unit's account what its own unit sent, and the
    audit trail says who took it. StoreError ``forbidden``.
    """
    sent = store.rows(query("file_sender"), {"sha256": sha256})
    if not sent:
        return None
    if not any(is_own(store, unit) for unit, *_ in sent):
        raise StoreError("forbidden", act="other_unit")
    unit, period, name, content = next(row for row in sent if is_own(store, row[0]))
    if store.actor.name:
        taken = {"org_unit": unit, "period": period, "file_name": name, "sha256": sha256}
        tell(store, AccessEvent("downloaded_original", store.actor.name, **taken))
    return bytes(content) or None
