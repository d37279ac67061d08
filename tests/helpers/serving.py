"""``python -m dxmetrics serve`` as an office runs it, with accounts, and plain requests to it."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dxmetrics.store import accounts, open_store
from tests.helpers.ports import reserved_port

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "một mật khẩu dài"
OWN = "STC@2024-01-01"
PEOPLE = {"viewer": ["viewer"], "unit": ["unit"], "officer": ["officer"], "administrator": ["administrator"]}
"""One account a role, named after it."""
PATIENCE = 120.0
"""Seconds for anything a server does at once, and soon enough on a machine busy with something else."""


def with_people(store_path: Path | str) -> None:
    """Make the accounts in a store nobody has open."""
    store = open_store(store_path)
    try:
        for name, roles in PEOPLE.items():
            unit = OWN if name == "unit" else ""
            accounts.add_account(store, name, roles, by="test", unit=unit, full_name=f"Người {name}")
            accounts.set_password(store, name, PASSWORD, by="test")
    finally:
        store.close()


@dataclass(frozen=True)
class Served:
    """A running server: its port, its store's file and what it printed."""

    port: int
    store: Path
    log: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self, path: str, *, method: str = "GET", headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers (small letters) and body of one request; redirects are not followed."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request(method, path, body, dict(headers or {}))
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()

    def post(self, path: str, origin: str | None = None, **form: str) -> tuple[int, dict[str, str], bytes]:
        """Send a form, as from a page of ours unless ``origin`` says another."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": origin or self.address}
        return self.ask(path, method="POST", headers=headers, body=urllib.parse.urlencode(form).encode())

    def sign_in(self, name: str, password: str = PASSWORD) -> str:
        """The cookie of a new session; empty where the server refuses."""
        _, headers, _ = self.post("/account/signin", name=name, password=password)
        return headers.get("set-cookie", "").split(";")[0]


@contextmanager
def serving(store: Path, db: str = "", **environment: str) -> Iterator[Served]:
    """A server on a free port, ready, and stopped at the end; ``db`` is a setting that is no file."""
    with reserved_port() as port:
        command = [sys.executable, "-m", "dxmetrics", "--db", db or str(store), "serve", "--port", str(port)]
        environment.setdefault("DXMETRICS_URL", f"http://127.0.0.1:{port}")
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("DXMETRICS_")}
        with started(command, Served(port, store, store.with_suffix(".log")), {**inherited, **environment}) as found:
            yield found


@contextmanager
def started(command: list[str], served: Served, environment: Mapping[str, str]) -> Iterator[Served]:
    """The server of this command, once it answers; what it prints goes to its log, and it is stopped at the end."""
    with served.log.open("w") as out:
        server = subprocess.Popen(
            command, cwd=ROOT, env={**environment, "PYTHONUNBUFFERED": "1"}, stdout=out, stderr=out
        )
    try:
        _wait(served, server)
        yield served
    finally:
        stop(server)


def stop(server: subprocess.Popen) -> None:
    """Ask it to end, and see that it has."""
    server.terminate()
    try:
        server.wait(PATIENCE)
    finally:
        server.kill()


def _wait(found: Served, server: subprocess.Popen) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError(found.log.read_text())
        try:
            if found.ask("/_stcore/health")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise TimeoutError(found.log.read_text())
