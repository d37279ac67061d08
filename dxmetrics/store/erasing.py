"""Personal data erased on request: in values, verbatim cells, findings and kept files. Hashes and figures stay.

The one exception to "nothing is deleted" (returns.md, Loading). Older backups are not reached.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

import duckdb

from dxmetrics.errors import StoreError
from dxmetrics.store import disk
from dxmetrics.store.events import AccessEvent, write_access_event
from dxmetrics.store.freezing import require_who_and_why
from dxmetrics.store.guarding import act
from dxmetrics.store.moments import vietnam_now
from dxmetrics.store.sqlfiles import query
from dxmetrics.store.store import Store

ERASED = "***"


@dataclass(frozen=True)
class Erased:
    """How many values, verbatim cells and kept files hold nothing personal any more."""

    values: int
    cells: int
    files: int


@act("erase_personal")
def erase_personal(store: Store, unit: str, *, by: str, reason: str) -> Erased:
    """Erase what the unit's returns say of persons, all revisions of them, in one transaction; it is written down.

    A file the unit sent that was rejected was never taken apart: all its cells go.
    StoreError ``no_actor``, ``no_reason``, ``not_written`` where the disk has no room for it, ``not_purged`` where it is
    erased but for the store's log: asked again, it is erased there too.
    """
    require_who_and_why(by, reason)
    if not store.is_shared and not disk.has_room(store.path):  # what was erased must go from the file, too
        raise StoreError("not_written", path=store.name, reason=disk.FULL)
    with store.transaction() as cursor:
        asked = {"org_unit": unit}
        personal = cursor.execute(query("personal_cells"), asked).fetchall()
        refused = {row[0] for row in cursor.execute(query("refused_revisions"), asked).fetchall()}
        cells = _cells(cursor, {(revision, sheet, cell) for revision, sheet, cell in personal}, refused)
        values = cursor.execute(query("erase_values"), asked | {"erased": ERASED}).fetchone()[0]
        revisions = sorted({row[0] for row in personal} | refused)
        cursor.execute(query("erase_findings"), {"revisions": revisions, "erased": ERASED})
        files = cursor.execute(query("erase_files"), {"revisions": revisions}).fetchone()[0]
        told = AccessEvent("erased_personal", by.strip(), unit, reason.strip(), org_unit=unit)
        write_access_event(cursor, told, vietnam_now())
        cursor.execute(query("bump_plan_version"))  # whatever was kept in memory is made anew
    store.snapshots.clear()
    store.purge()
    return Erased(values, cells, files)


def _cells(cursor: duckdb.DuckDBPyConnection, personal: set[tuple[int, str, str]], refused: set[int]) -> int:
    """Redact verbatim cells: those of the personal values, and every one of a refused file."""
    count = 0
    revisions = sorted({revision for revision, _, _ in personal} | refused)
    sheets = cursor.execute(query("sheets_of_revisions"), {"revisions": revisions}).fetchall()
    for revision, sheet, text in sheets:
        kept = [
            [cell, kind, ERASED] if revision in refused or (revision, sheet, cell) in personal else [cell, kind, words]
            for cell, kind, words in json.loads(text)
        ]
        changed = sum(new != old for new, old in zip(kept, json.loads(text), strict=True))
        if changed:
            row = {"revision": revision, "sheet": sheet, "cells": json.dumps(kept, ensure_ascii=False)}
            cursor.execute(query("replace_sheet"), row)
            count += changed
    return count
