"""A fault in words, and for a damaged store the way out."""

from __future__ import annotations

from pathlib import Path

from dxmetrics.errors import DxmetricsError, StoreError
from dxmetrics.store.copying import last_good_backup
from dxmetrics.text import Words

_DAMAGED = {"unreadable", "damaged"}


def error_text(fault: DxmetricsError, say: Words, store_path: Path) -> str:
    """One or two sentences; with the last good backup and the command to put it back where the store can't be read."""
    if not isinstance(fault, StoreError):
        return str(fault)
    text = say(f"error.store.{fault.code}", **fault.params)
    if fault.code not in _DAMAGED:
        return text
    found = last_good_backup(store_path)
    return f"{text} {say('error.store.try_backup', path=found) if found else say('error.store.no_backup')}"
