"""The server's back door for its own machine: commands run in the process that holds the store (architecture.md).

Listens on loopback only, on a port of the system's choice; who asks must know the secret in a file that only the owner
can read.
"""

from __future__ import annotations

import contextlib
import hmac
import io
import json
import logging
import secrets
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from dxmetrics.cli import main, remote
from dxmetrics.cli.console import Console, lend
from dxmetrics.errors import PeriodError
from dxmetrics.store import Store
from dxmetrics.store.door import leave_note, take_note_away
from dxmetrics.text import LANGUAGES, words

_LOG = logging.getLogger("dxmetrics.loopback")
_MOST_BYTES = 1_000_000


_SERVERS: dict[Path, _Server] = {}


class _Server(ThreadingHTTPServer):
    """One open store and the door to it."""

    daemon_threads = True

    def __init__(self, store: Store) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.store = store
        try:
            self.door = leave_note(store.path, self.server_address[1])
        except OSError:
            self.server_close()
            raise


def listen(store: Store) -> None:
    """Start answering commands on this store; ``stop`` ends it. A disk that takes no note keeps no reader out."""
    try:
        server = _Server(store)
    except OSError:
        _LOG.exception("no note of this server can be left beside %s: commands can't reach it", store.path)
        return
    _SERVERS[store.path] = server
    threading.Thread(target=server.serve_forever, name="loopback", daemon=True).start()


def address(store: Store) -> tuple[str, int]:
    """Where commands for this store are answered."""
    return _SERVERS[store.path].server_address


def stop(store: Store) -> None:
    """Answer no more, and take the note away."""
    if server := _SERVERS.pop(store.path, None):
        server.shutdown()
        server.server_close()
        take_note_away(store.path)


class _Line(io.TextIOBase):
    """A text stream whose every write becomes one JSON line of the answer."""

    def __init__(self, handler: BaseHTTPRequestHandler, name: str, lock: threading.Lock) -> None:
        self._handler, self._name, self._lock = handler, name, lock

    def write(self, text: str) -> int:
        line = json.dumps({self._name: text}).encode() + b"\n"
        with self._lock, contextlib.suppress(OSError):  # the asker went away: the command is finished all the same
            self._handler.wfile.write(line)
            self._handler.wfile.flush()
        return len(text)


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        """Run one command and stream what it prints."""
        if self.path != remote.PATH or not self._may():
            self.send_error(HTTPStatus.FORBIDDEN)
            return
        try:
            options = remote.loads(self.rfile.read(self._length()).decode())
        except (ValueError, KeyError, AttributeError, PeriodError):
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "application/x-ndjson")
        self.end_headers()
        self._run(options)

    def _run(self, options: object) -> None:
        lock = threading.Lock()
        out, err, end = (_Line(self, name, lock) for name in ("out", "err", "exit"))
        code = 1
        try:
            with lend(Console(out, err, self.server.store)):
                code = main.run(options)
        except Exception:  # the asker must hear of it, and the server goes on
            number = secrets.token_hex(4)
            _LOG.exception("command failed, id %s", number)
            err.write(words(getattr(options, "lang", LANGUAGES[0]))("cli.failed", id=number) + "\n")
        end.write(str(code))

    def _may(self) -> bool:
        given = self.headers.get("Authorization", "").encode()
        return hmac.compare_digest(given, f"Bearer {self.server.door.token}".encode())

    def _length(self) -> int:
        length = int(self.headers.get("Content-Length", "0"))
        if not 0 < length <= _MOST_BYTES:
            raise ValueError(f"a command of {length} bytes")
        return length

    def log_message(self, format: str, *args: object) -> None:
        """Commands print for themselves."""
