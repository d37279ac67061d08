"""Where a data value comes from: return, revision, file, cell, verbatim text, who and when; and the file itself."""

from __future__ import annotations

import pandas as pd

from dxmetrics.metrics.values import HIDDEN, typed_value
from dxmetrics.periods import Period
from dxmetrics.store import Store
from dxmetrics.store.sqlfiles import query


def provenance(
    store: Store, period: Period | str, org_unit: str, data_element: str, *, with_personal: bool = False
) -> pd.DataFrame:
    """One row per revision of the return that states this value, newest first; none when nobody ever stated it.

    return_id, reporter, revision, state, is_in_force (this one counts), value (as in ``values``; None where the
    revision leaves it out or was rejected), note, file, sha256, sheet, cell, verbatim (the cell word for word),
    received_by, received_at, accepted_at, accepted_by; times are Vietnam's. Personal data reads ``***`` unless asked
    for.
    """
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


def original_file_for_officers(store: Store, sha256: str) -> bytes | None:
    """The bytes of a file as it came in, by the SHA-256 of its content; None when the store has no such file.

    For officers only: a file may hold personal data that the tables hide. Whoever calls this answers for that.
    """
    found = store.rows("select content from raw.file where sha256 = $sha256", {"sha256": sha256})
    return bytes(found[0][0]) if found else None
