"""The note a running server leaves beside its store, by which a command on the same machine may ask it.

``<store>.server`` holds process, port and a secret; only the owner of the file can read it.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Door:
    """A server's process id, its loopback port and the secret that opens it."""

    process: int
    port: int
    token: str


def door_path(store_path: Path) -> Path:
    """Where the note of this store's server lies."""
    return store_path.with_name(store_path.name + ".server")


def leave_note(store_path: Path, port: int) -> Door:
    """Write the note with a new secret, readable by nobody else from its first byte on. OSError where it can't be."""
    door = Door(os.getpid(), port, secrets.token_urlsafe(32))
    path = door_path(store_path)
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(door), file)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return door


def read_note(store_path: Path) -> Door | None:
    """The note, None where there is none that can be read."""
    with contextlib.suppress(OSError, ValueError, TypeError):
        return Door(**json.loads(door_path(store_path).read_text(encoding="utf-8")))
    return None


def take_note_away(store_path: Path) -> None:
    """The server is gone."""
    door_path(store_path).unlink(missing_ok=True)
