"""Whether what a store's people were told is kept is kept whole, and nothing else is there in part."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dxmetrics.store import Store, open_store
from dxmetrics.workbook.reading import read_return

_REVISIONS = """
select r.sha256, r.return_id, r.revision, f.content,
    (select list(c.cells) from raw.sheet as c where c.revision_id = r.revision_id),
    (select count(*) from core.revision_value as v where v.revision_id = r.revision_id),
    (select string_agg(e.event, ',') from raw.revision_event as e where e.revision_id = r.revision_id)
from raw.revision as r left join raw.file as f on f.sha256 = r.sha256
"""
_ORPHANS = """
select count(*) from (
    select revision_id from raw.sheet union select revision_id from core.revision_value
    union select revision_id from raw.finding union select revision_id from raw.revision_event
) where revision_id not in (select revision_id from raw.revision)
"""


@dataclass(frozen=True)
class Found:
    """lost: acknowledged and not there whole. partial: there, and not whole. orphans: rows of no return. doubled: a return
    with the same number twice, or one left out."""

    rows: int
    lost: int
    partial: int
    orphans: int
    doubled: int

    @property
    def is_sound(self) -> bool:
        return not (self.lost or self.partial or self.orphans or self.doubled)


def sha256(data: bytes) -> str:
    """A file's name in the store."""
    return hashlib.sha256(data).hexdigest()


def look(path: Path, sent: Iterable[bytes], acknowledged: set[str]) -> Found:
    """Compare the closed store with the files sent; ``acknowledged`` are those (by SHA-256) a person was told are in."""
    store = open_store(path)
    try:
        return _look(store, {sha256(data): data for data in sent}, acknowledged)
    finally:
        store.close()


def _look(store: Store, sent: dict[str, bytes], acknowledged: set[str]) -> Found:
    rows = store.rows(_REVISIONS)
    ours = [row for row in rows if row[0] in sent]
    whole = {row[0] for row in ours if _is_whole(store, sent[row[0]], *row[3:])}
    numbers: dict[str, list[int]] = {}
    for _, return_id, number, *_ in rows:
        numbers.setdefault(return_id, []).append(number)
    doubled = sum(sorted(found) != list(range(1, len(found) + 1)) for found in numbers.values())
    return Found(len(ours), len(acknowledged - whole), len(ours) - len(whole), store.rows(_ORPHANS)[0][0], doubled)


def _is_whole(store: Store, data: bytes, content: bytes, sheets: list[str], values: int, events: str) -> bool:
    draft = read_return(data, store.catalog)
    cells = sum(len(json.loads(text)) for text in draft.cells.cells)
    given = sum(value.state != "missing" for value in draft.values)
    kept = sum(len(json.loads(text)) for text in sheets or [])
    return (content, kept, values, events) == (data, cells, given, "accepted")
