"""A command whose store is held by a running server asks that server to run it, over loopback with the owner's secret.

The options travel as they were parsed (paths made absolute, for the server stands in another folder); the answer is a
stream of JSON lines: ``{"out": text}``, ``{"err": text}``, at the end ``{"exit": code}``.
"""

from __future__ import annotations

import argparse
import http.client
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from dxmetrics.cli.console import console
from dxmetrics.errors import StoreError
from dxmetrics.periods import Period
from dxmetrics.store.door import Door, read_note

PATH = "/command"
_SECONDS_TO_ANSWER = 60  # at once, else; a server may be busy, and who is told that nobody answered tries again
_KINDS = {"path": Path, "period": Period.parse, "moment": datetime.fromisoformat}


def ask_server(options: argparse.Namespace, locked: StoreError) -> int:
    """The exit code of the command as the server ran it. Raises ``locked`` again where no server answers."""
    door = read_note(Path(options.db))
    if door is None:
        raise locked
    try:
        return _relay(_answer(door, options))
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise locked from fault


def dumps(options: argparse.Namespace) -> str:
    """Parsed options as JSON; what JSON has no word for is tagged: ``{"path": …}``, ``{"period": …}``, ``{"moment": …}``."""
    return json.dumps({name: _plain(value) for name, value in vars(options).items()})


def loads(text: str) -> argparse.Namespace:
    """The options again. ValueError for anything that ``dumps`` does not write."""
    return argparse.Namespace(**{name: _typed(value) for name, value in json.loads(text).items()})


def _plain(value: Any) -> Any:
    if isinstance(value, Path):
        return {"path": str(value.absolute())}
    if isinstance(value, Period):
        return {"period": value.code}
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def _typed(value: Any) -> Any:
    if isinstance(value, dict):
        ((kind, text),) = value.items()
        return _KINDS[kind](text)
    return [_typed(each) for each in value] if isinstance(value, list) else value


def _answer(door: Door, options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    connection = http.client.HTTPConnection("127.0.0.1", door.port, timeout=_SECONDS_TO_ANSWER)
    headers = {"Authorization": f"Bearer {door.token}", "Content-Type": "application/json"}
    connection.request("POST", PATH, dumps(options).encode(), headers)
    socket = connection.sock  # the response takes it over
    response = connection.getresponse()
    if response.status != http.client.OK:
        raise ConnectionError(f"status {response.status}")
    socket.settimeout(None)  # it answers: now it may take the time it needs
    for line in response:
        yield json.loads(line)


def _relay(answer: Iterator[dict[str, Any]]) -> int:
    """Print what comes as it comes. ConnectionError where the stream ends without an exit code: the server died."""
    for part in answer:
        if "exit" in part:
            return int(part["exit"])
        for name, stream in (("out", console().out), ("err", console().err)):
            stream.write(part.get(name, ""))
            stream.flush()
    raise ConnectionError("the answer broke off")
